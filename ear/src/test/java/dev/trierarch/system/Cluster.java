package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.deployment.Ports;
import dev.trierarch.launcher.Waiting;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A real instance in a directory of its own, driven by the real launcher and the real kubectl. */
final class Cluster {

  static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
  private static final Duration COMMAND_AT_MOST = Duration.ofMinutes(5);
  private static final Duration INTERVAL = Duration.ofMillis(200);

  private final Path data;
  private final int port;

  Cluster(Path data, int port) {
    this.data = data;
    this.port = port;
  }

  static Cluster inNewDirectory() {
    try {
      return new Cluster(Files.createTempDirectory("trierarch-it"), Ports.free());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a command printed, errors included, and its exit code. */
  record Output(int exitCode, String text) {

    Output succeeded() {
      assertThat(exitCode).as(text).isZero();
      return this;
    }

    Output failed() {
      assertThat(exitCode).as(text).isNotZero();
      return this;
    }
  }

  Path data() {
    return data;
  }

  int port() {
    return port;
  }

  String url() {
    return "https://127.0.0.1:" + port;
  }

  /** Root runs real containers; others what they can without. */
  Output up(String... flags) {
    return trierarch("up", "--port", Integer.toString(port), flags);
  }

  Output trierarch(String command, String... arguments) {
    return trierarch(command, "--data", data.toString(), arguments);
  }

  private Output trierarch(String command, String flag, String value, String... arguments) {
    List<String> line = new ArrayList<>();
    line.addAll(List.of(REPOSITORY.resolve("trierarch").toString(), command, flag, value));
    if (!flag.equals("--data")) {
      line.addAll(List.of("--data", data.toString()));
    }
    line.addAll(List.of(arguments));
    return run(line);
  }

  Output kubectl(String... arguments) {
    List<String> line =
        new ArrayList<>(List.of("kubectl", "--kubeconfig", data.resolve("kubeconfig").toString()));
    line.addAll(List.of(arguments));
    return run(line);
  }

  Output kubectlIn(String namespace, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--namespace", namespace));
    all.addAll(List.of(arguments));
    return kubectl(all.toArray(String[]::new));
  }

  /** Runs kubectl with this on its standard input. */
  Output kubectlReads(String input, String... arguments) {
    List<String> line = new ArrayList<>();
    line.addAll(List.of("kubectl", "--kubeconfig", data.resolve("kubeconfig").toString()));
    line.addAll(List.of(arguments));
    try {
      Path file = Files.createTempFile("trierarch-it", ".in");
      Files.writeString(file, input);
      Output output = run(line, ProcessBuilder.Redirect.from(file.toFile()));
      Files.delete(file);
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs kubectl, which must succeed; returns what it printed. */
  String kubectlSays(String... arguments) {
    return kubectl(arguments).succeeded().text().strip();
  }

  /** Applies a manifest. */
  String apply(String manifest) {
    try {
      Path file = Files.createTempFile(data, "manifest", ".yaml");
      Files.writeString(file, manifest);
      return kubectlSays("apply", "-f", file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number of a part's process. */
  long pid(String pidFile) {
    try {
      return Long.parseLong(Files.readString(data.resolve(pidFile)).strip().split(" ", -1)[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long serverPid() {
    return pid("server/server.pid");
  }

  long agentPid(String agent) {
    return pid("agents/" + agent + "/agent.pid");
  }

  /** As {@code kill -9} does; returns once the process is gone. */
  static void kill(long pid) {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    await("process " + pid + " is gone", Duration.ofSeconds(60), () -> !isRunning(pid));
  }

  static boolean isRunning(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return false;
    }
  }

  static void await(String what, Duration atMost, BooleanSupplier condition) {
    assertThat(Waiting.until(condition, atMost, INTERVAL)).as(what + " within " + atMost).isTrue();
  }

  /** Waits until what is asked for has this value. */
  static void awaitValue(String expected, Duration atMost, Supplier<String> actual) {
    Waiting.until(() -> actual.get().equals(expected), atMost, INTERVAL);
    assertThat(actual.get()).isEqualTo(expected);
  }

  static Output run(List<String> line) {
    // Nobody is here to answer when a command asks.
    return run(line, ProcessBuilder.Redirect.from(new File("/dev/null")));
  }

  private static Output run(List<String> line, ProcessBuilder.Redirect input) {
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectInput(input);
    builder.directory(REPOSITORY.toFile());
    builder.environment().put("TRIERARCH_NO_BUILD", "1");
    try {
      Path output = Files.createTempFile("trierarch-it", ".out");
      Process process = builder.redirectOutput(output.toFile()).start();
      boolean ended = process.waitFor(COMMAND_AT_MOST.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      String text = Files.readString(output, StandardCharsets.UTF_8);
      Files.delete(output);
      assertThat(ended).as("%s ends within %s; it said: %s", line, COMMAND_AT_MOST, text).isTrue();
      return new Output(process.exitValue(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
