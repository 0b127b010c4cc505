package dev.trierarch.launcher.cluster;

import dev.trierarch.launcher.Distribution;
import dev.trierarch.launcher.Home;
import dev.trierarch.launcher.Instance;
import dev.trierarch.launcher.PrivateFile;
import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.process.Daemon;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A node agent of this machine, as a process of its own. */
public final class Agent {

  private static final Duration STOP_GRACE = Duration.ofSeconds(15);

  private final Home home;
  private final Distribution distribution;
  private final String name;
  private final Daemon daemon;

  public Agent(Home home, Distribution distribution, String name) {
    this.home = home;
    this.distribution = distribution;
    this.name = name;
    this.daemon =
        new Daemon(
            "agent " + name,
            home.agent(name).resolve("agent.pid"),
            home.agent(name).resolve("agent.log"));
  }

  public String name() {
    return name;
  }

  public Daemon daemon() {
    return daemon;
  }

  /**
   * Starts it.
   *
   * @param token lets it join when it has no certificate of its own
   */
  public void start(Instance instance, String token) {
    start(instance, token, List.of());
  }

  /** As {@link #start(Instance, String)}, with options of the JVM besides. */
  public void start(Instance instance, String token, List<String> moreJvmOptions) {
    Home.makePrivate(home.agents());
    Home.makePrivate(home.agent(name));
    Path arguments = writeArguments(arguments(instance, token));
    List<String> command = new ArrayList<>(javaCommand(distribution));
    command.addAll(moreJvmOptions);
    command.addAll(List.of("-jar", distribution.agentJar().toString(), "@" + arguments));
    daemon.start(command, Map.of("MALLOC_ARENA_MAX", "2"));
  }

  /** Stops the process; its containers run on and are adopted by its next start. */
  public void stop() {
    daemon.stop(STOP_GRACE);
  }

  /** Whether containers of this agent may still run. */
  public boolean hasContainers() {
    return Files.exists(argumentFile());
  }

  /** Stops and removes every container of this agent; the agent itself must be stopped. */
  public void stopContainers() {
    if (!hasContainers()) {
      return;
    }
    List<String> command = new ArrayList<>(javaCommand(distribution));
    command.addAll(
        List.of("-cp", distribution.agentJar().toString(), "dev.trierarch.node.StopContainers"));
    command.add("@" + argumentFile());
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new Problem(
            "Containers of " + name + " were not stopped: " + said.strip(),
            "Run ./trierarch down again once the cause is gone.");
      }
      Files.deleteIfExists(argumentFile());
    } catch (IOException e) {
      throw new Problem(
          "Containers of " + name + " were not stopped: " + e.getMessage(),
          "Run ./trierarch down again.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem("Interrupted.", "Run ./trierarch down again.", e);
    }
  }

  static List<String> javaCommand(Distribution distribution) {
    List<String> command = new ArrayList<>();
    command.add(ControlPlane.javaProgram());
    command.addAll(
        List.of(
            "-Xms8m",
            "-Xmx64m",
            // A small young generation and little slack keep the process below 128 MB.
            "-Xmn8m",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=25",
            "-Xss384k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=32m",
            "-XX:+ExitOnOutOfMemoryError"));
    Path archive = distribution.agentClassArchive();
    if (Files.exists(archive)) {
      command.add("-XX:SharedArchiveFile=" + archive);
    }
    return command;
  }

  private List<String> arguments(Instance instance, String token) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--server", instance.url()));
    arguments.addAll(List.of("--ca", home.pki().resolve("ca.crt").toString()));
    arguments.addAll(List.of("--token", token));
    arguments.addAll(List.of("--name", name));
    arguments.addAll(List.of("--data", home.agent(name).toString()));
    arguments.addAll(List.of("--images", home.images().toString()));
    arguments.addAll(List.of("--runtime", instance.runtime()));
    if (!instance.criSocket().isEmpty()) {
      arguments.addAll(List.of("--cri-socket", instance.criSocket()));
    }
    return arguments;
  }

  /** In a file, because every user of the machine can read a process's arguments. */
  private Path writeArguments(List<String> arguments) {
    List<String> quoted =
        arguments.stream()
            .map(each -> '"' + each.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
            .toList();
    PrivateFile.write(argumentFile(), String.join("\n", quoted) + "\n");
    return argumentFile();
  }

  private Path argumentFile() {
    return home.agent(name).resolve("arguments");
  }
}
