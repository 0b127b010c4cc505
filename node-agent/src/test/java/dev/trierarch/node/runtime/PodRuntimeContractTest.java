package dev.trierarch.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.node.runtime.PodRuntime.ContainerSpec;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.DnsConfig;
import dev.trierarch.node.runtime.PodRuntime.Phase;
import dev.trierarch.node.runtime.PodRuntime.Resources;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import dev.trierarch.node.runtime.PodRuntime.SandboxSpec;
import dev.trierarch.node.runtime.PodRuntime.SandboxState;
import dev.trierarch.node.runtime.PodRuntime.Security;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every runtime keeps to, the pretending one too. */
public abstract class PodRuntimeContractTest {
  protected static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A container that runs until it is stopped, and stops quickly when asked. */
  protected static final List<String> SLEEPS =
      List.of("/bin/sh", "-c", "trap 'exit 0' TERM; : > /ready; while :; do sleep 0.1; done");

  @TempDir protected Path directory;
  protected PodRuntime runtime;
  private Path logDirectory;

  /** A runtime over this test's state; opening it again finds what an earlier one started. */
  protected abstract PodRuntime open();

  /** An image that is present and has a {@code /bin/sh} with sleep, cat and echo. */
  protected abstract String image();

  /** The node's pod range; empty where the runtime has its own. */
  protected String podCidr() {
    return "10.251.7.0/24";
  }

  /** An image reference that is surely absent; empty where every image is there. */
  protected Optional<String> absentImage() {
    return Optional.of("localhost/trierarch/absent:1");
  }

  @BeforeEach
  void openRuntime() {
    runtime = open();
    logDirectory = directory.resolve("logs");
  }

  @AfterEach
  void removeEverything() {
    for (SandboxState sandbox : runtime.sandboxes()) {
      runtime.stopSandbox(sandbox.id());
      runtime.removeSandbox(sandbox.id());
    }
    runtime.close();
  }

  @Test
  void itSaysWhatItIs() {
    assertThat(runtime.info().name()).isNotEmpty();
    assertThat(runtime.info().version()).isNotEmpty();
    assertThat(runtime.info().limits()).isNotNull();
  }

  @Test
  void aSandboxIsReadyUntilItIsStoppedAndGoneWhenRemoved() {
    SandboxSpec spec = sandbox("web", 0);
    String id = runtime.runSandbox(spec);
    SandboxState running = sandboxState(id).orElseThrow();
    assertThat(running.ready()).isTrue();
    assertThat(running.podName()).isEqualTo("web");
    assertThat(running.namespace()).isEqualTo("default");
    assertThat(running.podUid()).isEqualTo(spec.podUid());
    assertThat(running.attempt()).isZero();
    assertThat(running.createdAt()).isNotNull();
    assertThat(running.labels()).containsAllEntriesOf(spec.labels());
    assertThat(running.annotations()).containsAllEntriesOf(spec.annotations());
    assertThat(running.ip().isEmpty()).isEqualTo(!runtime.info().podNetwork());

    runtime.stopSandbox(id);
    assertThat(sandboxState(id).map(SandboxState::ready)).contains(false);
    runtime.stopSandbox(id);
    runtime.removeSandbox(id);
    assertThat(sandboxState(id)).isEmpty();
    runtime.removeSandbox(id);
  }

  @Test
  void sandboxesOfOnePodDifferByAttempt() {
    SandboxSpec first = sandbox("web", 0);
    String firstId = runtime.runSandbox(first);
    assertThatThrownBy(() -> runtime.runSandbox(first)).isInstanceOf(RuntimeFailure.class);
    runtime.stopSandbox(firstId);
    String secondId = runtime.runSandbox(withAttempt(first, 1));
    assertThat(secondId).isNotEqualTo(firstId);
    assertThat(sandboxState(secondId).orElseThrow().attempt()).isEqualTo(1);
  }

  @Test
  void runningSandboxesHaveAddressesOfTheirOwn() {
    String one = runtime.runSandbox(sandbox("one", 0));
    String two = runtime.runSandbox(sandbox("two", 0));
    String ipOfOne = sandboxState(one).orElseThrow().ip();
    String ipOfTwo = sandboxState(two).orElseThrow().ip();
    assertThat(ipOfOne.isEmpty() || !ipOfOne.equals(ipOfTwo)).isTrue();
  }

  @Test
  void aSandboxOnTheHostNetworkHasNoAddressOfItsOwn() {
    String id = runtime.runSandbox(onHostNetwork(sandbox("host", 0)));
    assertThat(sandboxState(id).orElseThrow().ip()).isEmpty();
  }

  @Test
  void aContainerIsCreatedThenRunsThenEnds() {
    String sandboxId = runtime.runSandbox(sandbox("web", 0));
    ContainerSpec spec = container("main", 0, SLEEPS);
    String id = runtime.createContainer(sandboxId, spec);
    ContainerState created = state(id);
    assertThat(created.phase()).isEqualTo(Phase.CREATED);
    assertThat(created.startedAt()).isNull();
    assertThat(created.finishedAt()).isNull();
    assertThat(created.labels()).containsAllEntriesOf(spec.labels());
    assertThat(created.annotations()).containsAllEntriesOf(spec.annotations());

    runtime.startContainer(id);
    ContainerState running = await(id, c -> c.phase() == Phase.RUNNING);
    assertThat(running.startedAt()).isNotNull();
    assertThat(running.finishedAt()).isNull();
    assertThat(running.reason()).isEmpty();
    assertThat(running.image()).isEqualTo(image());
    assertThat(running.imageId()).isNotEmpty();

    awaitItsTrap(id);
    runtime.stopContainer(id, Duration.ofSeconds(10));
    ContainerState ended = await(id, c -> c.phase() == Phase.EXITED);
    assertThat(ended.finishedAt()).isNotNull().isAfterOrEqualTo(ended.startedAt());
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.reason()).isEqualTo("Completed");
    runtime.stopContainer(id, Duration.ZERO);
    runtime.removeContainer(id);
    assertThat(find(id)).isEmpty();
    runtime.removeContainer(id);
  }

  /**
   * A signal that comes before the shell has set its trap would be lost: init has no default
   * action.
   */
  protected final void awaitItsTrap(String id) {
    List<String> look = List.of("/bin/sh", "-c", "test -e /ready");
    waitUntil("the trap is set", () -> runtime.exec(id, look, PATIENCE).exitCode() == 0);
  }

  @Test
  void theExitCodeIsKept() {
    String sandboxId = runtime.runSandbox(sandbox("web", 0));
    String id =
        runtime.createContainer(
            sandboxId, ending(container("main", 0, List.of("/bin/sh", "-c", "exit 3")), 3));
    runtime.startContainer(id);
    ContainerState ended = await(id, c -> c.phase() == Phase.EXITED);
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.reason()).isEqualTo("Error");
  }

  @Test
  void attemptsOfAContainerStandBesideOneAnother() {
    String sandboxId = runtime.runSandbox(sandbox("web", 0));
    ContainerSpec first = ending(container("main", 0, List.of("/bin/sh", "-c", "exit 0")), 0);
    String firstId = runtime.createContainer(sandboxId, first);
    assertThatThrownBy(() -> runtime.createContainer(sandboxId, first))
        .isInstanceOf(RuntimeFailure.class);
    runtime.startContainer(firstId);
    await(firstId, c -> c.phase() == Phase.EXITED);
    String secondId = runtime.createContainer(sandboxId, container("main", 1, SLEEPS));
    runtime.startContainer(secondId);
    await(secondId, c -> c.phase() == Phase.RUNNING);
    assertThat(state(firstId).attempt()).isZero();
    assertThat(state(secondId).attempt()).isEqualTo(1);
    assertThat(state(secondId).name()).isEqualTo("main");
    assertThat(state(secondId).sandboxId()).isEqualTo(sandboxId);
  }

  @Test
  void aContainerNeedsARunningSandbox() {
    String sandboxId = runtime.runSandbox(sandbox("web", 0));
    runtime.stopSandbox(sandboxId);
    assertThatThrownBy(() -> runtime.createContainer(sandboxId, container("main", 0, SLEEPS)))
        .isInstanceOf(RuntimeFailure.class);
  }

  @Test
  void stoppingTheSandboxEndsItsContainers() {
    String sandboxId = runtime.runSandbox(sandbox("web", 0));
    String id = runtime.createContainer(sandboxId, container("main", 0, SLEEPS));
    runtime.startContainer(id);
    await(id, c -> c.phase() == Phase.RUNNING);
    runtime.stopSandbox(sandboxId);
    assertThat(await(id, c -> c.phase() == Phase.EXITED).exitCode()).isNotZero();
    runtime.removeSandbox(sandboxId);
    assertThat(find(id)).isEmpty();
  }

  @Test
  void aRunningContainerHasUsageAndTakesCommands() {
    String sandboxId = runtime.runSandbox(sandbox("web", 0));
    String id = runtime.createContainer(sandboxId, container("main", 0, SLEEPS));
    runtime.startContainer(id);
    await(id, c -> c.phase() == Phase.RUNNING);
    waitUntil("usage is known", () -> runtime.usage(id).isPresent());
    assertThat(runtime.exec(id, List.of("/bin/sh", "-c", "exit 0"), PATIENCE).exitCode()).isZero();
    runtime.stopContainer(id, Duration.ofSeconds(10));
    await(id, c -> c.phase() == Phase.EXITED);
    assertThatThrownBy(() -> runtime.exec(id, List.of("/bin/sh", "-c", "exit 0"), PATIENCE))
        .isInstanceOf(RuntimeFailure.class);
  }

  @Test
  void aPresentImageHasAnIdAndAnAbsentOneHasNot() {
    assertThat(runtime.imageId(image())).isPresent();
    absentImage().ifPresent(absent -> assertThat(runtime.imageId(absent)).isEmpty());
  }

  @Test
  void whatDoesNotExistCannotBeStarted() {
    assertThatThrownBy(() -> runtime.startContainer("none")).isInstanceOf(RuntimeFailure.class);
  }

  protected SandboxSpec sandbox(String podName, int attempt) {
    String uid = UUID.randomUUID().toString();
    return new SandboxSpec(
        "default",
        podName,
        uid,
        attempt,
        podName,
        false,
        false,
        false,
        false,
        logDirectory.resolve("default_" + podName + "_" + uid),
        podCidr(),
        new DnsConfig(List.of("10.96.0.10"), List.of("svc.cluster.local"), List.of("ndots:5")),
        List.of(),
        Map.of(),
        Map.of(
            "io.kubernetes.pod.name", podName,
            "io.kubernetes.pod.namespace", "default",
            "io.kubernetes.pod.uid", uid),
        Map.of("example.com/note", "kept"));
  }

  protected static SandboxSpec withAttempt(SandboxSpec s, int attempt) {
    return copy(s, attempt, s.hostNetwork());
  }

  protected static SandboxSpec onHostNetwork(SandboxSpec s) {
    return copy(s, s.attempt(), true);
  }

  private static SandboxSpec copy(SandboxSpec s, int attempt, boolean hostNetwork) {
    return new SandboxSpec(
        s.namespace(),
        s.podName(),
        s.podUid(),
        attempt,
        s.hostname(),
        hostNetwork,
        s.hostPid(),
        s.hostIpc(),
        s.privileged(),
        s.logDirectory(),
        s.podCidr(),
        s.dns(),
        s.portMappings(),
        s.sysctls(),
        s.labels(),
        s.annotations());
  }

  protected ContainerSpec container(String name, int attempt, List<String> command) {
    return new ContainerSpec(
        name,
        attempt,
        image(),
        command,
        List.of(),
        "",
        Map.of("PATH", "/bin:/usr/bin"),
        List.of(),
        new Resources(2, 0, 0, 0, 0),
        new Security(null, null, List.of(), false, false, true, List.of(), List.of()),
        name + "/" + attempt + ".log",
        false,
        false,
        false,
        Map.of("io.kubernetes.container.name", name),
        Map.of("io.kubernetes.container.restartCount", Integer.toString(attempt)));
  }

  /** Tells a runtime that only pretends how the container is to end. */
  private static ContainerSpec ending(ContainerSpec s, int exitCode) {
    return new ContainerSpec(
        s.name(),
        s.attempt(),
        s.image(),
        s.command(),
        s.args(),
        s.workingDirectory(),
        s.environment(),
        s.mounts(),
        s.resources(),
        s.security(),
        s.logPath(),
        s.stdin(),
        s.stdinOnce(),
        s.tty(),
        s.labels(),
        Map.of(
            "trierarch.dev/hollow-exit-code",
            Integer.toString(exitCode),
            "trierarch.dev/hollow-exit-after",
            "PT0S"));
  }

  protected Optional<SandboxState> sandboxState(String id) {
    return runtime.sandboxes().stream().filter(s -> s.id().equals(id)).findFirst();
  }

  protected Optional<ContainerState> find(String id) {
    return runtime.containers().stream().filter(c -> c.id().equals(id)).findFirst();
  }

  protected ContainerState state(String id) {
    return find(id).orElseThrow();
  }

  protected ContainerState await(String id, Predicate<ContainerState> condition) {
    waitUntil("container " + id, () -> find(id).filter(condition).isPresent());
    return state(id);
  }

  protected static void waitUntil(String what, BooleanSupplier condition) {
    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long: %s", what).isLessThan(deadlineNanos);
      LockSupport.parkNanos(10_000_000);
    }
  }
}
