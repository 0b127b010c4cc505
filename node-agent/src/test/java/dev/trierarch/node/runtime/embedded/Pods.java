package dev.trierarch.node.runtime.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.node.image.TestImages;
import dev.trierarch.node.runtime.PodRuntime.ContainerSpec;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.DnsConfig;
import dev.trierarch.node.runtime.PodRuntime.ExecResult;
import dev.trierarch.node.runtime.PodRuntime.Mount;
import dev.trierarch.node.runtime.PodRuntime.Phase;
import dev.trierarch.node.runtime.PodRuntime.PortMapping;
import dev.trierarch.node.runtime.PodRuntime.Resources;
import dev.trierarch.node.runtime.PodRuntime.SandboxSpec;
import dev.trierarch.node.runtime.PodRuntime.SandboxState;
import dev.trierarch.node.runtime.PodRuntime.Security;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Runs pods of one busybox container for tests of the embedded runtime. */
final class Pods implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final String CIDR = "10.251.9.0/24";

  private final Path state;
  private final Path images;
  private final Path logs;
  private EmbeddedRuntime runtime;

  Pods(Path directory, Path images) {
    this.state = directory.resolve("state");
    this.logs = directory.resolve("logs");
    this.images = images;
    open();
  }

  EmbeddedRuntime runtime() {
    return runtime;
  }

  void open() {
    runtime = new EmbeddedRuntime(EmbeddedRuntime.Settings.of("embedded-test", state, images));
  }

  /** As an agent that is killed and started again. */
  void reopen() {
    runtime.close();
    open();
  }

  /** A pod to be run, changed step by step. */
  final class Pod {
    private final String uid = UUID.randomUUID().toString();
    private final List<String> command;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<Mount> mounts = new ArrayList<>();
    private final List<PortMapping> ports = new ArrayList<>();
    private Resources resources = new Resources(2, 0, 0, 0, 0);
    private Security security =
        new Security(null, null, List.of(), false, false, true, List.of(), List.of());
    private String workingDirectory = "";
    private boolean input;
    private boolean terminal;
    private boolean hostNetwork;
    private boolean hostPid;
    private String image = TestImages.BUSYBOX;
    private String sandboxId;
    private String id;

    Pod(List<String> command) {
      this.command = command;
    }

    Pod image(String reference) {
      image = reference;
      return this;
    }

    Pod environment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    Pod mount(Path source, String target, boolean readOnly) {
      mounts.add(new Mount(source, target, readOnly));
      return this;
    }

    Pod hostPort(int hostPort, int containerPort) {
      ports.add(new PortMapping("TCP", containerPort, hostPort, ""));
      return this;
    }

    Pod resources(Resources given) {
      resources = given;
      return this;
    }

    Pod security(Security given) {
      security = given;
      return this;
    }

    Pod in(String folder) {
      workingDirectory = folder;
      return this;
    }

    Pod withInput() {
      input = true;
      return this;
    }

    Pod withTerminal() {
      terminal = true;
      return withInput();
    }

    Pod onHostNetwork() {
      hostNetwork = true;
      return this;
    }

    Pod withHostPids() {
      hostPid = true;
      return this;
    }

    Pod create() {
      sandboxId =
          runtime.runSandbox(
              new SandboxSpec(
                  "default",
                  "pod",
                  uid,
                  0,
                  "pod-host",
                  hostNetwork,
                  hostPid,
                  false,
                  security.privileged(),
                  logs.resolve(uid),
                  CIDR,
                  new DnsConfig(
                      List.of("10.96.0.10"), List.of("svc.cluster.local"), List.of("ndots:5")),
                  ports,
                  Map.of(),
                  Map.of("io.kubernetes.pod.uid", uid),
                  Map.of()));
      id =
          runtime.createContainer(
              sandboxId,
              new ContainerSpec(
                  "main",
                  0,
                  image,
                  command,
                  List.of(),
                  workingDirectory,
                  environment,
                  mounts,
                  resources,
                  security,
                  "main/0.log",
                  input,
                  false,
                  terminal,
                  Map.of(),
                  Map.of()));
      return this;
    }

    Pod start() {
      create();
      runtime.startContainer(id);
      return this;
    }

    String id() {
      return id;
    }

    String sandboxId() {
      return sandboxId;
    }

    Path log() {
      return logs.resolve(uid).resolve("main/0.log");
    }

    String ip() {
      return runtime.sandboxes().stream()
          .filter(s -> s.id().equals(sandboxId))
          .map(SandboxState::ip)
          .findFirst()
          .orElseThrow();
    }

    ContainerState state() {
      return runtime.containers().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
    }

    ContainerState ended() {
      waitUntil("the container has ended", () -> state().phase() == Phase.EXITED);
      return state();
    }

    /** What it wrote, without stamps. */
    List<String> output(String stream) {
      return logLines().stream()
          .map(line -> line.split(" ", 4))
          .filter(parts -> parts[1].equals(stream))
          .map(parts -> parts[3])
          .toList();
    }

    List<String> logLines() {
      try {
        return Files.exists(log()) ? Files.readAllLines(log()) : List.of();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Runs a shell command in it and answers what it said. */
    String exec(String shellCommand) {
      ExecResult result = runtime.exec(id, List.of("/bin/sh", "-c", shellCommand), PATIENCE);
      String said =
          new String(result.stdout(), StandardCharsets.UTF_8)
              + new String(result.stderr(), StandardCharsets.UTF_8);
      return said.strip();
    }
  }

  Pod sh(String script) {
    return new Pod(List.of("/bin/sh", "-c", script));
  }

  Pod command(String... words) {
    return new Pod(List.of(words));
  }

  /** One that runs until it is asked to stop. */
  Pod waiting() {
    return sh("trap 'exit 0' TERM; while :; do sleep 0.1; done");
  }

  static void waitUntil(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long until %s", what).isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Override
  public void close() {
    for (SandboxState sandbox : runtime.sandboxes()) {
      runtime.stopSandbox(sandbox.id());
      runtime.removeSandbox(sandbox.id());
    }
    runtime.close();
  }
}
