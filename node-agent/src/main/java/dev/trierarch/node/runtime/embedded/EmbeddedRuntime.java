package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.FileTrees;
import dev.trierarch.node.image.ImageException;
import dev.trierarch.node.image.ImageStore;
import dev.trierarch.node.image.LocalImage;
import dev.trierarch.node.image.RegistryPuller;
import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.RunningCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs pods with nothing but the JDK and the machine's util-linux: no daemon stands between.
 *
 * <p>Everything it knows is in files, and containers live in sessions of their own, so the agent
 * may come and go. As root pods have their own network and limits; otherwise they live in user
 * namespaces, and {@link RuntimeInfo#limits} says what is missing.
 */
public final class EmbeddedRuntime implements PodRuntime {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRuntime.class);
  private static final Duration KILL_PATIENCE = Duration.ofSeconds(30);

  private final Settings settings;
  private final Machine machine;
  private final ImageStore images;
  private final Sandboxes sandboxes;
  private final Launcher launcher;
  private final ContainerExec exec;
  private final OutputWatch watch;
  private final InstantSource clock;
  private final Map<String, EmbeddedContainer> containers = new ConcurrentHashMap<>();

  /**
   * @param stateDirectory where sandboxes and containers are kept, this agent's own
   * @param imageDirectory the image store, shared by the machine's agents
   * @param clusterCidr the range of all pods, inside which addresses are not translated
   * @param podPidsMax processes and threads a pod may have, 0 for as many as the machine can
   */
  public record Settings(
      String nodeName,
      Path stateDirectory,
      Path imageDirectory,
      String clusterCidr,
      int podPidsMax) {
    private static final String DEFAULT_CLUSTER_CIDR = "10.244.0.0/16";
    private static final int DEFAULT_POD_PIDS_MAX = 4096;

    public static Settings of(String nodeName, Path stateDirectory, Path imageDirectory) {
      return new Settings(
          nodeName, stateDirectory, imageDirectory, DEFAULT_CLUSTER_CIDR, DEFAULT_POD_PIDS_MAX);
    }

    Path containers() {
      return stateDirectory.resolve("containers");
    }

    Path trash() {
      return stateDirectory.resolve("trash");
    }
  }

  public EmbeddedRuntime(Settings settings) {
    this(settings, InstantSource.system());
  }

  public EmbeddedRuntime(Settings given, InstantSource clock) {
    Path state = given.stateDirectory().toAbsolutePath();
    this.settings =
        new Settings(
            given.nodeName(),
            state,
            given.imageDirectory(),
            given.clusterCidr(),
            given.podPidsMax());
    this.clock = clock;
    prepare(state);
    this.machine = Machine.probe(settings.trash(), settings.podPidsMax());
    this.images = new ImageStore(settings.imageDirectory());
    Toolbox tools = Toolbox.gather(state);
    PodNetwork network =
        new PodNetwork(
            state.resolve("addresses"), settings.nodeName(), settings.clusterCidr(), machine.nft());
    this.sandboxes = new Sandboxes(state.resolve("sandboxes"), machine, network, clock);
    this.launcher = new Launcher(machine, tools, state);
    this.exec = new ContainerExec(machine, tools);
    this.watch = new OutputWatch();
    sandboxes.load();
    loadContainers();
  }

  private void prepare(Path state) {
    if (state.toString().matches(".*[,:\\\\\\n].*")) {
      throw new RuntimeFailure(
          "RuntimeNotReady",
          "the data directory " + state + " must have no comma, colon or backslash in its name");
    }
    try {
      for (Path folder :
          List.of(settings.containers(), settings.trash(), state.resolve("sandboxes"))) {
        Files.createDirectories(folder);
      }
      for (Path left : folders(settings.trash())) {
        FileTrees.delete(left);
      }
      // Containers' environments hold secrets.
      Files.setAttribute(state, "unix:mode", 0700);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void loadContainers() {
    for (Path folder : folders(settings.containers())) {
      Path file = folder.resolve("container.json");
      if (!Files.exists(file)) {
        discard(folder);
        continue;
      }
      EmbeddedContainer container =
          new EmbeddedContainer(Records.read(file, Records.Container.class), folder, clock);
      containers.put(container.id(), container);
      if (container.launched()) {
        watch.follow(container);
      }
    }
  }

  static List<Path> folders(Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(parent)) {
      return children.filter(Files::isDirectory).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public RuntimeInfo info() {
    String version = EmbeddedRuntime.class.getPackage().getImplementationVersion();
    return new RuntimeInfo(
        "embedded", version == null ? "0.1.0" : version, machine.root(), machine.limits());
  }

  @Override
  public String runSandbox(SandboxSpec spec) {
    return sandboxes.run(spec).id();
  }

  @Override
  public void stopSandbox(String sandboxId) {
    List<EmbeddedContainer> inside = inSandbox(sandboxId);
    inside.forEach(this::kill);
    for (EmbeddedContainer container : inside) {
      if (container.phase() == Phase.RUNNING && !watch.awaitEnd(container, KILL_PATIENCE)) {
        throw unkillable(container);
      }
    }
    sandboxes.stop(sandboxId);
  }

  @Override
  public void removeSandbox(String sandboxId) {
    Optional<Records.Sandbox> sandbox = sandboxes.find(sandboxId);
    if (sandbox.isEmpty()) {
      return;
    }
    stopSandbox(sandboxId);
    inSandbox(sandboxId).forEach(c -> removeContainer(c.id()));
    sandboxes.remove(sandboxId);
    boolean lastOfPod =
        sandboxes.states().stream()
            .noneMatch(s -> s.podUid().equals(sandbox.get().spec().podUid()));
    if (lastOfPod) {
      machine.cgroups().ifPresent(c -> c.remove(podGroup(sandbox.get().spec())));
    }
  }

  private List<EmbeddedContainer> inSandbox(String sandboxId) {
    return containers.values().stream()
        .filter(c -> c.record().sandboxId().equals(sandboxId))
        .toList();
  }

  @Override
  public List<SandboxState> sandboxes() {
    return sandboxes.states();
  }

  @Override
  public String createContainer(String sandboxId, ContainerSpec spec) {
    Records.Sandbox sandbox =
        sandboxes
            .find(sandboxId)
            .filter(sandboxes::ready)
            .orElseThrow(
                () ->
                    new RuntimeFailure(
                        "CreateContainerError", "sandbox " + sandboxId + " is not running"));
    refuseSecond(sandboxId, spec);
    LocalImage image =
        findImage(spec.image())
            .orElseThrow(
                () ->
                    new RuntimeFailure(
                        "CreateContainerError",
                        "image \"" + spec.image() + "\" is not on this node"));
    Records.Container record =
        ContainerRecords.make(sandbox, spec, image, podGroup(sandbox.spec()), clock.instant());
    Path folder = settings.containers().resolve(record.id());
    try {
      makeFolder(folder, record, image);
    } catch (IOException e) {
      discard(folder);
      throw new RuntimeFailure(
          "CreateContainerError", "the container cannot be made: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      discard(folder);
      throw e;
    }
    containers.put(record.id(), new EmbeddedContainer(record, folder, clock));
    return record.id();
  }

  private void refuseSecond(String sandboxId, ContainerSpec spec) {
    for (EmbeddedContainer other : inSandbox(sandboxId)) {
      if (other.record().spec().name().equals(spec.name())
          && other.record().spec().attempt() == spec.attempt()) {
        throw new RuntimeFailure(
            "CreateContainerError",
            "container "
                + spec.name()
                + " of attempt "
                + spec.attempt()
                + " exists already: "
                + other.id());
      }
    }
  }

  private void makeFolder(Path folder, Records.Container record, LocalImage image)
      throws IOException {
    images.use(image.id(), record.id(), folder);
    Files.createDirectories(folder.resolve("rootfs"));
    Path writable = folder.resolve("rootfs");
    if (machine.overlay()) {
      writable = Files.createDirectory(folder.resolve("upper"));
      Files.createDirectory(folder.resolve("work"));
    } else {
      copyImage(image.rootDirectory(), writable);
    }
    for (String own : List.of("proc", "sys", "dev", ".trierarch")) {
      if (!Files.exists(image.rootDirectory().resolve(own))) {
        Files.createDirectory(writable.resolve(own));
      }
    }
    Records.write(folder.resolve("container.json"), record);
  }

  private static void copyImage(Path from, Path to) {
    Shell.Result copy =
        Shell.run(
            Duration.ofMinutes(2),
            List.of("cp", "-a", "--reflink=auto", from + "/.", to.toString()),
            "");
    if (copy.exitCode() != 0) {
      throw new RuntimeFailure(
          "CreateContainerError", "the image cannot be copied: " + copy.error());
    }
  }

  @Override
  public void startContainer(String containerId) {
    EmbeddedContainer container = container(containerId);
    if (container.phase() != Phase.CREATED) {
      throw new RuntimeFailure(
          "RunContainerError", "container " + containerId + " was started already");
    }
    Records.Container record = container.record();
    Records.Sandbox sandbox =
        sandboxes
            .find(record.sandboxId())
            .filter(sandboxes::ready)
            .orElseThrow(() -> container.failed("its sandbox is not running"));
    LocalImage image =
        images.find(record.imageId()).orElseThrow(() -> container.failed("its image is gone"));
    try {
      machine.cgroups().ifPresent(c -> c.create(record.cgroup(), record.spec().resources()));
      container.output().reopen();
      launcher.launch(container, sandbox, sandboxes.folder(sandbox.id()), image.rootDirectory());
    } catch (RuntimeException e) {
      markLaunched(container);
      throw container.failed(e.getMessage());
    } finally {
      watch.follow(container);
    }
  }

  private static void markLaunched(EmbeddedContainer container) {
    try {
      if (!container.launched()) {
        Files.createFile(container.directory().resolve("launched"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stopContainer(String containerId, Duration grace) {
    EmbeddedContainer container = containers.get(containerId);
    if (container == null || container.phase() != Phase.RUNNING) {
      return;
    }
    if (!grace.isZero() && !grace.isNegative()) {
      container
          .running()
          .ifPresent(
              p -> Signals.stop(p, container.record().stopSignal(), container.state().startedAt()));
      if (watch.awaitEnd(container, grace)) {
        return;
      }
    }
    kill(container);
    if (!watch.awaitEnd(container, KILL_PATIENCE)) {
      throw unkillable(container);
    }
  }

  private void kill(EmbeddedContainer container) {
    container.running().ifPresent(Signals::kill);
  }

  private static RuntimeFailure unkillable(EmbeddedContainer container) {
    return new RuntimeFailure(
        "KillContainerError",
        "container "
            + container.id()
            + " did not end although it was killed: it waits for a disk"
            + " or a network file system");
  }

  @Override
  public void removeContainer(String containerId) {
    EmbeddedContainer container = containers.get(containerId);
    if (container == null) {
      return;
    }
    stopContainer(containerId, Duration.ZERO);
    containers.remove(containerId);
    watch.forget(containerId);
    container.close();
    images.release(container.record().imageId(), containerId);
    machine.cgroups().ifPresent(c -> c.remove(container.record().cgroup()));
    endInput(container.directory());
    discard(container.directory());
  }

  /** What kept the input open outlives a supervisor that was killed. */
  private static void endInput(Path folder) {
    try {
      new ContainerInput(folder, true).close();
    } catch (IOException e) {
      LOG.warn("The input of the container in {} stays open: {}", folder, e.toString());
    }
  }

  /** Moves a folder out of the way in one step, then deletes it. */
  private void discard(Path folder) {
    try {
      if (Files.isDirectory(folder)) {
        Path target = settings.trash().resolve(folder.getFileName());
        Files.move(folder, target);
        FileTrees.delete(target);
      }
    } catch (IOException e) {
      LOG.warn(
          "{} cannot be deleted now; the next start of the agent does it: {}",
          folder,
          e.toString());
    }
  }

  @Override
  public List<ContainerState> containers() {
    List<ContainerState> states = new ArrayList<>();
    for (EmbeddedContainer container : containers.values()) {
      states.add(container.state());
    }
    return states;
  }

  @Override
  public void reopenLog(String containerId) {
    container(containerId).output().reopen();
  }

  @Override
  public ExecResult exec(String containerId, List<String> command, Duration timeout) {
    return exec.exec(container(containerId), command, timeout);
  }

  @Override
  public RunningCommand start(String containerId, List<String> command, boolean terminal) {
    return exec.start(container(containerId), command, terminal);
  }

  @Override
  public RunningCommand attach(String containerId, boolean stdin, boolean terminal) {
    return AttachedContainer.to(container(containerId), stdin);
  }

  private EmbeddedContainer container(String id) {
    EmbeddedContainer container = containers.get(id);
    if (container == null) {
      throw new RuntimeFailure("RunContainerError", "there is no container " + id);
    }
    return container;
  }

  @Override
  public Optional<String> imageId(String reference) {
    return findImage(reference).map(LocalImage::id);
  }

  private Optional<LocalImage> findImage(String reference) {
    try {
      return images.find(reference);
    } catch (ImageException e) {
      throw new RuntimeFailure("InvalidImageName", e.getMessage(), e);
    }
  }

  @Override
  public String pullImage(String reference, Optional<RegistryCredentials> credentials) {
    try {
      return new RegistryPuller(images)
          .pull(
              reference,
              credentials.map(c -> new RegistryPuller.Login(c.username(), c.password())));
    } catch (ImageException e) {
      throw new RuntimeFailure("ErrImagePull", e.getMessage(), e);
    }
  }

  @Override
  public Optional<ContainerUsage> usage(String containerId) {
    EmbeddedContainer container = containers.get(containerId);
    Optional<LinuxProcess> process = container == null ? Optional.empty() : container.running();
    if (process.isEmpty()) {
      return Optional.empty();
    }
    if (machine.cgroups().isPresent()) {
      return machine.cgroups().get().usage(container.record().cgroup(), clock.instant());
    }
    LinuxProcess first = process.get();
    return Optional.of(
        new ContainerUsage(clock.instant(), first.cpuNanos(), first.residentBytes()));
  }

  private String podGroup(SandboxSpec spec) {
    return machine.cgroups().isPresent()
        ? "trierarch-" + settings.nodeName() + "/pod" + spec.podUid()
        : "";
  }

  /** Leaves everything running. */
  @Override
  public void close() {
    watch.close();
    containers.values().forEach(EmbeddedContainer::close);
  }
}
