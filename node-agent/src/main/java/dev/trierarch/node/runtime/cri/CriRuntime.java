package dev.trierarch.node.runtime.cri;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.RunningCommand;
import dev.trierarch.node.runtime.cri.v1.AttachRequest;
import dev.trierarch.node.runtime.cri.v1.AuthConfig;
import dev.trierarch.node.runtime.cri.v1.CgroupDriver;
import dev.trierarch.node.runtime.cri.v1.Container;
import dev.trierarch.node.runtime.cri.v1.ContainerFilter;
import dev.trierarch.node.runtime.cri.v1.ContainerStats;
import dev.trierarch.node.runtime.cri.v1.ContainerStatsRequest;
import dev.trierarch.node.runtime.cri.v1.ContainerStatus;
import dev.trierarch.node.runtime.cri.v1.ContainerStatusRequest;
import dev.trierarch.node.runtime.cri.v1.CreateContainerRequest;
import dev.trierarch.node.runtime.cri.v1.ExecRequest;
import dev.trierarch.node.runtime.cri.v1.ExecSyncRequest;
import dev.trierarch.node.runtime.cri.v1.ExecSyncResponse;
import dev.trierarch.node.runtime.cri.v1.Image;
import dev.trierarch.node.runtime.cri.v1.ImageSpec;
import dev.trierarch.node.runtime.cri.v1.ImageStatusRequest;
import dev.trierarch.node.runtime.cri.v1.ListContainersRequest;
import dev.trierarch.node.runtime.cri.v1.ListPodSandboxRequest;
import dev.trierarch.node.runtime.cri.v1.NamespaceMode;
import dev.trierarch.node.runtime.cri.v1.NetworkConfig;
import dev.trierarch.node.runtime.cri.v1.PodSandbox;
import dev.trierarch.node.runtime.cri.v1.PodSandboxConfig;
import dev.trierarch.node.runtime.cri.v1.PodSandboxFilter;
import dev.trierarch.node.runtime.cri.v1.PodSandboxState;
import dev.trierarch.node.runtime.cri.v1.PodSandboxStatus;
import dev.trierarch.node.runtime.cri.v1.PodSandboxStatusRequest;
import dev.trierarch.node.runtime.cri.v1.PullImageRequest;
import dev.trierarch.node.runtime.cri.v1.RemoveContainerRequest;
import dev.trierarch.node.runtime.cri.v1.RemovePodSandboxRequest;
import dev.trierarch.node.runtime.cri.v1.ReopenContainerLogRequest;
import dev.trierarch.node.runtime.cri.v1.RunPodSandboxRequest;
import dev.trierarch.node.runtime.cri.v1.RuntimeCondition;
import dev.trierarch.node.runtime.cri.v1.RuntimeConfig;
import dev.trierarch.node.runtime.cri.v1.RuntimeConfigRequest;
import dev.trierarch.node.runtime.cri.v1.StartContainerRequest;
import dev.trierarch.node.runtime.cri.v1.StatusRequest;
import dev.trierarch.node.runtime.cri.v1.StatusResponse;
import dev.trierarch.node.runtime.cri.v1.StopContainerRequest;
import dev.trierarch.node.runtime.cri.v1.StopPodSandboxRequest;
import dev.trierarch.node.runtime.cri.v1.UpdateRuntimeConfigRequest;
import dev.trierarch.node.runtime.cri.v1.VersionRequest;
import dev.trierarch.node.runtime.cri.v1.VersionResponse;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs pods by a container runtime on this machine, over its CRI socket: containerd, CRI-O.
 *
 * <p>Several agents may share one runtime: each marks what it makes with its node's name and sees
 * nothing else. The runtime remembers everything; this class only keeps answers that cannot change.
 */
public final class CriRuntime implements PodRuntime {
  /** Labels and annotations that begin so are between this class and the runtime. */
  static final String OURS = "dev.trierarch.";

  static final String NODE_LABEL = OURS + "node";
  static final String IMAGE_ANNOTATION = OURS + "image";
  private static final String CONFIG_ANNOTATION = OURS + "sandbox";

  private static final Logger LOG = LoggerFactory.getLogger(CriRuntime.class);
  private static final Duration QUICK = Duration.ofSeconds(10);
  private static final Duration SLOW = Duration.ofMinutes(2);
  private static final Duration PULL = Duration.ofMinutes(15);

  private final CriClient client;
  private final String nodeName;
  private final RuntimeInfo info;
  private final PodGroups groups;
  private final Map<String, String> ips = new ConcurrentHashMap<>();
  private final Map<String, ContainerStatus> statuses = new ConcurrentHashMap<>();
  private volatile String toldCidr = "";

  private CriRuntime(CriClient client, String nodeName, RuntimeInfo info, PodGroups groups) {
    this.client = client;
    this.nodeName = nodeName;
    this.info = info;
    this.groups = groups;
  }

  /**
   * Connects to a runtime that is ready to run pods.
   *
   * @throws RuntimeFailure when it does not answer or is not ready, with the remedy
   */
  public static CriRuntime connect(Path socket, String nodeName) {
    CriClient client = new CriClient(socket);
    try {
      VersionResponse version =
          client.runtime(
              "RuntimeNotReady", QUICK, s -> s.version(VersionRequest.getDefaultInstance()));
      StatusResponse status =
          client.runtime(
              "RuntimeNotReady",
              QUICK,
              s -> s.status(StatusRequest.newBuilder().setVerbose(true).build()));
      requireReady(version.getRuntimeName(), status, socket);
      RuntimeInfo info =
          new RuntimeInfo(version.getRuntimeName(), version.getRuntimeVersion(), true, List.of());
      return new CriRuntime(
          client, nodeName, info, new PodGroups(nodeName, usesSystemd(client, status)));
    } catch (RuntimeFailure e) {
      client.close();
      throw e;
    }
  }

  private static void requireReady(String name, StatusResponse status, Path socket) {
    for (RuntimeCondition condition : status.getStatus().getConditionsList()) {
      if (condition.getStatus()) {
        continue;
      }
      if (condition.getType().equals("NetworkReady")) {
        throw new RuntimeFailure(
            "RuntimeNotReady",
            name
                + " at "
                + socket
                + " has no pod network ("
                + condition.getMessage()
                + "): put a CNI configuration into /etc/cni/net.d (plugins: package"
                + " containernetworking-plugins), or use --runtime embedded");
      }
      if (condition.getType().equals("RuntimeReady")) {
        throw new RuntimeFailure(
            "RuntimeNotReady",
            name
                + " at "
                + socket
                + " is not ready ("
                + condition.getMessage()
                + "): look into its log");
      }
    }
  }

  private static boolean usesSystemd(CriClient client, StatusResponse status) {
    try {
      return client
              .runtime(
                  "RuntimeNotReady",
                  QUICK,
                  s -> s.runtimeConfig(RuntimeConfigRequest.getDefaultInstance()))
              .getLinux()
              .getCgroupDriver()
          == CgroupDriver.SYSTEMD;
    } catch (RuntimeFailure e) {
      if (CriClient.code(e) != Status.Code.UNIMPLEMENTED) {
        throw e;
      }
      // Older runtimes tell it only among the details of their configuration.
      return status.getInfoOrDefault("config", "").contains("\"SystemdCgroup\":true");
    }
  }

  @Override
  public RuntimeInfo info() {
    return info;
  }

  @Override
  public String runSandbox(SandboxSpec spec) {
    tellCidr(spec.podCidr());
    PodSandboxConfig config = CriSpecs.sandbox(spec, groups.parent(spec.podUid()), nodeName);
    String encoded = Base64.getEncoder().encodeToString(config.toByteArray());
    PodSandboxConfig remembered =
        config.toBuilder().putAnnotations(CONFIG_ANNOTATION, encoded).build();
    return client
        .runtime(
            "CreatePodSandboxError",
            SLOW,
            s -> s.runPodSandbox(RunPodSandboxRequest.newBuilder().setConfig(remembered).build()))
        .getPodSandboxId();
  }

  /** Some runtimes write their network's configuration once they know the node's range. */
  private void tellCidr(String podCidr) {
    if (podCidr == null || podCidr.isEmpty() || podCidr.equals(toldCidr)) {
      return;
    }
    NetworkConfig network = NetworkConfig.newBuilder().setPodCidr(podCidr).build();
    UpdateRuntimeConfigRequest request =
        UpdateRuntimeConfigRequest.newBuilder()
            .setRuntimeConfig(RuntimeConfig.newBuilder().setNetworkConfig(network))
            .build();
    try {
      client.runtime("RuntimeNotReady", QUICK, s -> s.updateRuntimeConfig(request));
      toldCidr = podCidr;
    } catch (RuntimeFailure e) {
      LOG.info("The runtime does not take the pod range {}: {}", podCidr, e.getMessage());
    }
  }

  @Override
  public void stopSandbox(String sandboxId) {
    client.runtimeIfThere(
        "KillPodSandboxError",
        SLOW,
        s ->
            s.stopPodSandbox(
                StopPodSandboxRequest.newBuilder().setPodSandboxId(sandboxId).build()));
  }

  @Override
  public void removeSandbox(String sandboxId) {
    Optional<PodSandbox> known =
        list().stream().filter(s -> s.getId().equals(sandboxId)).findFirst();
    if (known.isEmpty()) {
      return;
    }
    stopSandbox(sandboxId);
    client.runtimeIfThere(
        "KillPodSandboxError",
        SLOW,
        s ->
            s.removePodSandbox(
                RemovePodSandboxRequest.newBuilder().setPodSandboxId(sandboxId).build()));
    ips.remove(sandboxId);
    String podUid = known.get().getMetadata().getUid();
    if (list().stream().noneMatch(s -> s.getMetadata().getUid().equals(podUid))) {
      groups.remove(podUid);
    }
  }

  @Override
  public List<SandboxState> sandboxes() {
    List<SandboxState> states = new ArrayList<>();
    for (PodSandbox sandbox : list()) {
      boolean ready = sandbox.getState() == PodSandboxState.SANDBOX_READY;
      states.add(CriStates.sandbox(sandbox, ready ? ip(sandbox.getId()) : ""));
    }
    return states;
  }

  private List<PodSandbox> list() {
    PodSandboxFilter ours =
        PodSandboxFilter.newBuilder().putLabelSelector(NODE_LABEL, nodeName).build();
    return client
        .runtime(
            "RuntimeNotReady",
            QUICK,
            s -> s.listPodSandbox(ListPodSandboxRequest.newBuilder().setFilter(ours).build()))
        .getItemsList();
  }

  private String ip(String sandboxId) {
    String known = ips.get(sandboxId);
    if (known != null) {
      return known;
    }
    try {
      PodSandboxStatus status = sandboxStatus(sandboxId);
      boolean hostNetwork =
          status.getLinux().getNamespaces().getOptions().getNetwork() == NamespaceMode.NODE;
      String ip = hostNetwork ? "" : status.getNetwork().getIp();
      ips.put(sandboxId, ip);
      return ip;
    } catch (RuntimeFailure e) {
      if (CriClient.isMissing(e)) {
        return "";
      }
      throw e;
    }
  }

  private PodSandboxStatus sandboxStatus(String sandboxId) {
    return client
        .runtime(
            "RuntimeNotReady",
            QUICK,
            s ->
                s.podSandboxStatus(
                    PodSandboxStatusRequest.newBuilder().setPodSandboxId(sandboxId).build()))
        .getStatus();
  }

  @Override
  public String createContainer(String sandboxId, ContainerSpec spec) {
    PodSandboxStatus status = sandboxStatus(sandboxId);
    if (status.getState() != PodSandboxState.SANDBOX_READY) {
      throw new RuntimeFailure("CreateContainerError", "sandbox " + sandboxId + " is not running");
    }
    PodSandboxConfig sandbox = remembered(status);
    CreateContainerRequest request =
        CreateContainerRequest.newBuilder()
            .setPodSandboxId(sandboxId)
            .setSandboxConfig(sandbox)
            .setConfig(CriSpecs.container(spec, sandbox, nodeName))
            .build();
    return client
        .runtime("CreateContainerError", SLOW, s -> s.createContainer(request))
        .getContainerId();
  }

  /** The configuration that the sandbox was made with; an agent that started later needs it too. */
  private static PodSandboxConfig remembered(PodSandboxStatus status) {
    try {
      return PodSandboxConfig.parseFrom(
          Base64.getDecoder().decode(status.getAnnotationsOrThrow(CONFIG_ANNOTATION)));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new RuntimeFailure(
          "CreateContainerError", "sandbox " + status.getId() + " was not made by this agent", e);
    }
  }

  @Override
  public void startContainer(String containerId) {
    client.runtime(
        "RunContainerError",
        SLOW,
        s ->
            s.startContainer(
                StartContainerRequest.newBuilder().setContainerId(containerId).build()));
  }

  @Override
  public void stopContainer(String containerId, Duration grace) {
    client.runtimeIfThere(
        "KillContainerError",
        SLOW.plus(grace),
        s ->
            s.stopContainer(
                StopContainerRequest.newBuilder()
                    .setContainerId(containerId)
                    .setTimeout(Math.max(0, grace.toSeconds()))
                    .build()));
  }

  @Override
  public void removeContainer(String containerId) {
    client.runtimeIfThere(
        "KillContainerError",
        SLOW,
        s ->
            s.removeContainer(
                RemoveContainerRequest.newBuilder().setContainerId(containerId).build()));
    statuses.remove(containerId);
  }

  @Override
  public List<ContainerState> containers() {
    ContainerFilter ours =
        ContainerFilter.newBuilder().putLabelSelector(NODE_LABEL, nodeName).build();
    List<Container> found =
        client
            .runtime(
                "RuntimeNotReady",
                QUICK,
                s -> s.listContainers(ListContainersRequest.newBuilder().setFilter(ours).build()))
            .getContainersList();
    statuses.keySet().retainAll(found.stream().map(Container::getId).collect(Collectors.toSet()));
    return found.stream().map(c -> CriStates.container(c, status(c))).toList();
  }

  /** Asked once for each state of a container: in between nothing of it changes. */
  private ContainerStatus status(Container container) {
    ContainerStatus known = statuses.get(container.getId());
    if (known != null && known.getState() == container.getState()) {
      return known;
    }
    try {
      ContainerStatus status =
          client
              .runtime(
                  "RuntimeNotReady",
                  QUICK,
                  s ->
                      s.containerStatus(
                          ContainerStatusRequest.newBuilder()
                              .setContainerId(container.getId())
                              .build()))
              .getStatus();
      statuses.put(container.getId(), status);
      return status;
    } catch (RuntimeFailure e) {
      if (CriClient.isMissing(e)) {
        return ContainerStatus.getDefaultInstance();
      }
      throw e;
    }
  }

  @Override
  public void reopenLog(String containerId) {
    client.runtime(
        "ReopenContainerLogError",
        QUICK,
        s ->
            s.reopenContainerLog(
                ReopenContainerLogRequest.newBuilder().setContainerId(containerId).build()));
  }

  @Override
  public ExecResult exec(String containerId, List<String> command, Duration timeout) {
    ExecSyncRequest request =
        ExecSyncRequest.newBuilder()
            .setContainerId(containerId)
            .addAllCmd(command)
            .setTimeout(Math.max(1, timeout.toSeconds()))
            .build();
    try {
      ExecSyncResponse response =
          client.runtime("ExecError", timeout.plus(QUICK), s -> s.execSync(request));
      return new ExecResult(
          response.getExitCode(),
          response.getStdout().toByteArray(),
          response.getStderr().toByteArray());
    } catch (RuntimeFailure e) {
      if (CriClient.code(e) == Status.Code.DEADLINE_EXCEEDED) {
        throw new RuntimeFailure(
            "ExecTimeout",
            "command \""
                + String.join(" ", command)
                + "\" timed out after "
                + timeout.toSeconds()
                + "s",
            e);
      }
      throw e;
    }
  }

  @Override
  public RunningCommand start(String containerId, List<String> command, boolean terminal) {
    ExecRequest request =
        ExecRequest.newBuilder()
            .setContainerId(containerId)
            .addAllCmd(command)
            .setTty(terminal)
            .setStdin(true)
            .setStdout(true)
            .setStderr(!terminal)
            .build();
    return CriCommand.connect(client.runtime("ExecError", QUICK, s -> s.exec(request)).getUrl());
  }

  @Override
  public RunningCommand attach(String containerId, boolean stdin, boolean terminal) {
    AttachRequest request =
        AttachRequest.newBuilder()
            .setContainerId(containerId)
            .setTty(terminal)
            .setStdin(stdin)
            .setStdout(true)
            .setStderr(!terminal)
            .build();
    return CriCommand.connect(
        client.runtime("AttachError", QUICK, s -> s.attach(request)).getUrl());
  }

  @Override
  public Optional<String> imageId(String reference) {
    Image image =
        client
            .images(
                "ImageInspectError",
                QUICK,
                s ->
                    s.imageStatus(
                        ImageStatusRequest.newBuilder().setImage(spec(reference)).build()))
            .getImage();
    return image.getId().isEmpty() ? Optional.empty() : Optional.of(image.getId());
  }

  @Override
  public String pullImage(String reference, Optional<RegistryCredentials> credentials) {
    PullImageRequest.Builder request = PullImageRequest.newBuilder().setImage(spec(reference));
    credentials.ifPresent(
        c ->
            request.setAuth(
                AuthConfig.newBuilder().setUsername(c.username()).setPassword(c.password())));
    return client.images("ErrImagePull", PULL, s -> s.pullImage(request.build())).getImageRef();
  }

  private static ImageSpec spec(String reference) {
    return ImageSpec.newBuilder().setImage(reference).build();
  }

  @Override
  public Optional<ContainerUsage> usage(String containerId) {
    try {
      ContainerStats stats =
          client
              .runtime(
                  "RuntimeNotReady",
                  QUICK,
                  s ->
                      s.containerStats(
                          ContainerStatsRequest.newBuilder().setContainerId(containerId).build()))
              .getStats();
      if (stats.getCpu().getTimestamp() == 0) {
        return Optional.empty();
      }
      return Optional.of(
          new ContainerUsage(
              CriStates.instant(stats.getCpu().getTimestamp()),
              stats.getCpu().getUsageCoreNanoSeconds().getValue(),
              stats.getMemory().getWorkingSetBytes().getValue()));
    } catch (RuntimeFailure e) {
      if (CriClient.code(e) == Status.Code.UNAVAILABLE) {
        throw e;
      }
      // A container that has just ended has no figures any more.
      LOG.debug("No usage of container {}: {}", containerId, e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
