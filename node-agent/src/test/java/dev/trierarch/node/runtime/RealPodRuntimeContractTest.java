package dev.trierarch.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.node.runtime.PodRuntime.ContainerSpec;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.ExecResult;
import dev.trierarch.node.runtime.PodRuntime.Mount;
import dev.trierarch.node.runtime.PodRuntime.Phase;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import dev.trierarch.node.runtime.PodRuntime.SandboxSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What runtimes that run real processes keep to besides. */
public abstract class RealPodRuntimeContractTest extends PodRuntimeContractTest {
  private static final String LOG_LINE =
      "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{1,9}(Z|[+-]\\d\\d:\\d\\d) (stdout|stderr) [FP] .*";

  @Test
  void outputIsLoggedInTheFormatOfCri() {
    SandboxSpec sandbox = sandbox("web", 0);
    String id = run(sandbox, container("main", 0, sh("echo out; echo err >&2; printf tail")));
    await(id, c -> c.phase() == Phase.EXITED);
    Path log = sandbox.logDirectory().resolve("main/0.log");
    waitUntil("three lines in " + log, () -> lines(log).size() >= 3);
    assertThat(lines(log)).allMatch(line -> line.matches(LOG_LINE));
    assertThat(lines(log)).anyMatch(line -> line.endsWith(" stdout F out"));
    assertThat(lines(log)).anyMatch(line -> line.endsWith(" stderr F err"));
    assertThat(lines(log)).anyMatch(line -> line.matches(".* stdout [FP] tail"));
  }

  @Test
  void aLongLineIsSplitIntoPartialOnes() {
    SandboxSpec sandbox = sandbox("web", 0);
    String id =
        run(
            sandbox,
            container(
                "main",
                0,
                sh("i=0; while [ $i -lt 2000 ]; do printf 0123456789; i=$((i+1)); done; echo")));
    await(id, c -> c.phase() == Phase.EXITED);
    Path log = sandbox.logDirectory().resolve("main/0.log");
    waitUntil("the line ends", () -> lines(log).stream().anyMatch(l -> l.contains(" stdout F ")));
    assertThat(lines(log)).anyMatch(line -> line.contains(" stdout P "));
    String text = String.join("", lines(log).stream().map(l -> l.split(" ", 4)[3]).toList());
    assertThat(text).isEqualTo("0123456789".repeat(2000));
  }

  @Test
  void aRenamedLogIsOpenedAnew() throws IOException {
    SandboxSpec sandbox = sandbox("web", 0);
    String id =
        run(
            sandbox,
            container("main", 0, sh("trap 'exit 0' TERM; while :; do echo tick; sleep 0.1; done")));
    Path log = sandbox.logDirectory().resolve("main/0.log");
    waitUntil("output", () -> !lines(log).isEmpty());
    Files.move(log, log.resolveSibling("0.log.1"));
    runtime.reopenLog(id);
    waitUntil("output in the new file", () -> !lines(log).isEmpty());
  }

  @Test
  void aContainerThatIgnoresTheSignalIsKilledAfterItsGrace() {
    String id =
        run(
            sandbox("web", 0),
            container("main", 0, sh("trap '' TERM; while :; do sleep 0.1; done")));
    await(id, c -> c.phase() == Phase.RUNNING);
    Instant before = Instant.now();
    runtime.stopContainer(id, Duration.ofSeconds(1));
    ContainerState ended = await(id, c -> c.phase() == Phase.EXITED);
    assertThat(ended.exitCode()).isEqualTo(137);
    assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(ms(900));
  }

  @Test
  void environmentArgumentsAndWorkingDirectoryReachTheProcess() {
    SandboxSpec sandbox = sandbox("web", 0);
    ContainerSpec plain = container("main", 0, sh("echo $GREETING-$1 in $(pwd)"));
    ContainerSpec spec =
        with(plain, List.of("sh", "arg one"), "/tmp", Map.of("GREETING", "hello"), List.of());
    String id = run(sandbox, spec);
    await(id, c -> c.phase() == Phase.EXITED);
    Path log = sandbox.logDirectory().resolve("main/0.log");
    waitUntil(
        "the greeting",
        () -> lines(log).stream().anyMatch(l -> l.endsWith("hello-arg one in /tmp")));
  }

  @Test
  void mountedDirectoriesAndFilesAreSeen() throws IOException {
    Path data = Files.createDirectories(directory.resolve("data"));
    Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 localhost\n");
    SandboxSpec sandbox = sandbox("web", 0);
    ContainerSpec spec =
        with(
            container("main", 0, sh("cat /etc/hosts > /data/copy && ! echo x > /etc/hosts")),
            List.of(),
            "",
            Map.of(),
            List.of(new Mount(data, "/data", false), new Mount(hosts, "/etc/hosts", true)));
    String id = run(sandbox, spec);
    assertThat(await(id, c -> c.phase() == Phase.EXITED).exitCode()).isZero();
    assertThat(data.resolve("copy")).hasContent("127.0.0.1 localhost");
    assertThat(hosts).hasContent("127.0.0.1 localhost");
  }

  @Test
  void execGivesOutputAndExitCodeAndIsCutAtItsTimeout() {
    String id = run(sandbox("web", 0), container("main", 0, SLEEPS));
    await(id, c -> c.phase() == Phase.RUNNING);
    ExecResult result = runtime.exec(id, sh("echo out; echo err >&2; exit 4"), PATIENCE);
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(new String(result.stdout(), StandardCharsets.UTF_8)).isEqualTo("out\n");
    assertThat(new String(result.stderr(), StandardCharsets.UTF_8)).isEqualTo("err\n");
    assertThatThrownBy(() -> runtime.exec(id, sh("sleep 60"), Duration.ofSeconds(1)))
        .isInstanceOf(RuntimeFailure.class);
  }

  @Test
  void aNewInstanceAdoptsWhatRunsAndLearnsWhatEnded() {
    SandboxSpec sandbox = sandbox("web", 0);
    String staying = run(sandbox, container("main", 0, SLEEPS));
    await(staying, c -> c.phase() == Phase.RUNNING);
    awaitItsTrap(staying);
    String sandboxId = state(staying).sandboxId();
    String ending =
        runtime.createContainer(sandboxId, container("brief", 0, sh("sleep 1; exit 5")));
    runtime.startContainer(ending);
    Instant startedAt = state(staying).startedAt();
    runtime.close();
    runtime = open();
    assertThat(sandboxState(sandboxId).orElseThrow().ready()).isTrue();
    assertThat(state(staying).phase()).isEqualTo(Phase.RUNNING);
    assertThat(state(staying).startedAt()).isEqualTo(startedAt);
    assertThat(await(ending, c -> c.phase() == Phase.EXITED).exitCode()).isEqualTo(5);
    runtime.stopContainer(staying, Duration.ofSeconds(10));
    assertThat(await(staying, c -> c.phase() == Phase.EXITED).exitCode()).isZero();
  }

  private String runWith(boolean once, boolean tty, String script) {
    ContainerSpec plain = container("main", 0, sh(script));
    ContainerSpec spec =
        new ContainerSpec(
            plain.name(),
            plain.attempt(),
            plain.image(),
            plain.command(),
            plain.args(),
            plain.workingDirectory(),
            plain.environment(),
            plain.mounts(),
            plain.resources(),
            plain.security(),
            plain.logPath(),
            true,
            once,
            tty,
            plain.labels(),
            plain.annotations());
    String id = run(sandbox("web", 0), spec);
    await(id, c -> c.phase() == Phase.RUNNING);
    return id;
  }

  @Test
  void whoIsAttachedSpeaksWithTheContainerUpToItsEnd() throws IOException {
    String id = runWith(true, false, "while read -r line; do printf \"<$line>\"; done; exit 3");
    try (RunningCommand attached = runtime.attach(id, true, false)) {
      attached.stdin().write("one\n".getBytes(StandardCharsets.UTF_8));
      attached.stdin().flush();
      assertThat(new String(attached.stdout().readNBytes(5), StandardCharsets.UTF_8))
          .isEqualTo("<one>");
      assertThat(runtime.containers()).allMatch(c -> c.phase() == Phase.RUNNING);
      attached.stdin().write("two\n".getBytes(StandardCharsets.UTF_8));
      attached.stdin().flush();
      attached.stdin().close();
      assertThat(new String(attached.stdout().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("<two>");
    }
    assertThat(await(id, c -> c.phase() == Phase.EXITED).exitCode()).isEqualTo(3);
  }

  @Test
  void aContainersTerminalIsSpokenWithByOneAfterTheOther() throws IOException {
    String id = runWith(false, true, "test -t 0 && while read -r l; do stty size; done");
    for (int i = 0; i < 2; i++) {
      try (RunningCommand attached = runtime.attach(id, true, true)) {
        attached.resize(70 + i, 20);
        attached.stdin().write("go\n".getBytes(StandardCharsets.UTF_8));
        attached.stdin().flush();
        assertThat(new String(attached.stdout().readNBytes(11), StandardCharsets.UTF_8))
            .isEqualTo("go\r\n20 7" + i + "\r\n");
      }
    }
    assertThat(runtime.containers()).allMatch(c -> c.phase() == Phase.RUNNING);
  }

  @Test
  void aCommandThatDoesNotExistFailsPlainly() {
    String sandboxId = runtime.runSandbox(sandbox("web", 0));
    ContainerSpec spec = container("main", 0, List.of("/no/such/command"));
    Optional<String> id = Optional.empty();
    try {
      id = Optional.of(runtime.createContainer(sandboxId, spec));
      runtime.startContainer(id.get());
    } catch (RuntimeFailure failure) {
      assertThat(failure.getMessage()).contains("/no/such/command");
    }
    // Where the start itself cannot tell, the container has ended with the shell's 127 or 128.
    id.ifPresent(
        created ->
            assertThat(await(created, c -> c.phase() != Phase.RUNNING).exitCode())
                .isIn(0, 127, 128));
    assertThat(runtime.containers()).noneMatch(c -> c.phase() == Phase.RUNNING);
  }

  protected static List<String> sh(String script) {
    return List.of("/bin/sh", "-c", script);
  }

  protected String run(SandboxSpec sandbox, ContainerSpec container) {
    String sandboxId = runtime.runSandbox(sandbox);
    String id = runtime.createContainer(sandboxId, container);
    runtime.startContainer(id);
    return id;
  }

  protected static ContainerSpec with(
      ContainerSpec s,
      List<String> args,
      String workingDirectory,
      Map<String, String> environment,
      List<Mount> mounts) {
    return new ContainerSpec(
        s.name(),
        s.attempt(),
        s.image(),
        s.command(),
        args,
        workingDirectory,
        environment,
        mounts,
        s.resources(),
        s.security(),
        s.logPath(),
        s.stdin(),
        s.stdinOnce(),
        s.tty(),
        s.labels(),
        s.annotations());
  }

  protected static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
