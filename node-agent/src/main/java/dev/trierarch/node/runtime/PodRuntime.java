package dev.trierarch.node.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What runs pods on a machine: sandboxes that hold a pod's network and hostname, and containers in
 * them. The shape is CRI's, so that the adapter for it is thin.
 *
 * <p>All methods may be called by several threads; those that change one sandbox are called by one
 * thread at a time, except {@link #stopContainer}: containers of one sandbox are stopped side by
 * side, and a stop that waits for its grace may be overtaken by one with a shorter grace. What runs
 * outlives this process: after a restart {@link #sandboxes} and {@link #containers} find it again.
 * Every failure is a {@link RuntimeFailure} with a message a user can act on.
 */
public interface PodRuntime extends AutoCloseable {

  /** What this runtime is and what it cannot do here. */
  RuntimeInfo info();

  /**
   * Starts a sandbox: network and hostname of one pod.
   *
   * @return its id
   */
  String runSandbox(SandboxSpec spec);

  /** Stops the sandbox and every container in it at once; stopping a stopped one is no error. */
  void stopSandbox(String sandboxId);

  /** Removes a stopped sandbox and its containers; removing one that is gone is no error. */
  void removeSandbox(String sandboxId);

  /** Every sandbox of this node, running or stopped. */
  List<SandboxState> sandboxes();

  /**
   * Makes a container in a running sandbox; its image must be present.
   *
   * @return its id
   */
  String createContainer(String sandboxId, ContainerSpec spec);

  void startContainer(String containerId);

  /**
   * Asks the container to stop (SIGTERM or the image's stop signal), kills it after {@code grace}.
   */
  void stopContainer(String containerId, Duration grace);

  void removeContainer(String containerId);

  /** Every container of this node, in any state. */
  List<ContainerState> containers();

  /** Tells the runtime that the log file was renamed and must be opened anew. */
  void reopenLog(String containerId);

  /** Runs a command in a running container and waits for it, at most {@code timeout}. */
  ExecResult exec(String containerId, List<String> command, Duration timeout);

  /**
   * Starts a command in a running container and leaves it to the caller.
   *
   * @param terminal whether the command gets a terminal
   */
  RunningCommand start(String containerId, List<String> command, boolean terminal);

  /**
   * Speaks with a running container itself: what it writes from now on, and its input. Closing it
   * leaves the container running.
   *
   * @param stdin whether the container's input is wanted; without it what is written is dropped
   * @param terminal whether the container was made with a terminal
   */
  RunningCommand attach(String containerId, boolean stdin, boolean terminal);

  /** The id (digest) of a local image, empty when it is not here. */
  Optional<String> imageId(String reference);

  /**
   * Fetches an image.
   *
   * @return its id
   */
  String pullImage(String reference, Optional<RegistryCredentials> credentials);

  /** Resources that a running container uses. */
  Optional<ContainerUsage> usage(String containerId);

  @Override
  void close();

  /**
   * @param name as in {@code status.nodeInfo.containerRuntimeVersion}: containerd, embedded, hollow
   * @param limits one plain sentence for each thing that does not work here, e.g. "no cgroup
   *     limits: not root"
   * @param podNetwork whether pods get an IP of their own; else they share the node's
   */
  record RuntimeInfo(String name, String version, boolean podNetwork, List<String> limits) {}

  /**
   * @param attempt counts the sandboxes of one pod from 0
   * @param logDirectory where the pod's container logs go
   * @param podCidr the node's range of pod addresses, empty when unknown or not used
   * @param portMappings host ports
   */
  record SandboxSpec(
      String namespace,
      String podName,
      String podUid,
      int attempt,
      String hostname,
      boolean hostNetwork,
      boolean hostPid,
      boolean hostIpc,
      boolean privileged,
      Path logDirectory,
      String podCidr,
      DnsConfig dns,
      List<PortMapping> portMappings,
      Map<String, String> sysctls,
      Map<String, String> labels,
      Map<String, String> annotations) {}

  record DnsConfig(List<String> servers, List<String> searches, List<String> options) {}

  /**
   * @param protocol TCP, UDP or SCTP
   */
  record PortMapping(String protocol, int containerPort, int hostPort, String hostIp) {}

  /**
   * @param attempt counts the containers of this name in the pod from 0
   * @param command empty takes the image's entrypoint
   * @param args empty takes the image's cmd, unless a command is given
   * @param logPath relative to the sandbox's log directory, e.g. {@code web/0.log}
   * @param stdin whether it has an input that one can attach to
   * @param stdinOnce whether its input ends with the first who attached to it
   */
  record ContainerSpec(
      String name,
      int attempt,
      String image,
      List<String> command,
      List<String> args,
      String workingDirectory,
      Map<String, String> environment,
      List<Mount> mounts,
      Resources resources,
      Security security,
      String logPath,
      boolean stdin,
      boolean stdinOnce,
      boolean tty,
      Map<String, String> labels,
      Map<String, String> annotations) {}

  record Mount(Path hostPath, String containerPath, boolean readOnly) {}

  /** Zero means unlimited. {@code oomScoreAdj} as in /proc. */
  record Resources(
      long cpuShares,
      long cpuQuotaMicros,
      long cpuPeriodMicros,
      long memoryLimitBytes,
      int oomScoreAdj) {}

  /** Null takes the image's or the runtime's default. */
  record Security(
      Long runAsUser,
      Long runAsGroup,
      List<Long> supplementalGroups,
      boolean privileged,
      boolean readOnlyRootFilesystem,
      boolean allowPrivilegeEscalation,
      List<String> addCapabilities,
      List<String> dropCapabilities) {}

  /**
   * @param ip the pod's address, empty when it has none of its own
   */
  record SandboxState(
      String id,
      String namespace,
      String podName,
      String podUid,
      int attempt,
      boolean ready,
      String ip,
      Instant createdAt,
      Map<String, String> labels,
      Map<String, String> annotations) {}

  /** Where a container is in its life. */
  enum Phase {
    CREATED,
    RUNNING,
    EXITED,
    UNKNOWN
  }

  /**
   * @param startedAt null before the start; {@code finishedAt} null before the end
   * @param reason as in a terminated state: Completed, Error, OOMKilled; empty while running
   */
  record ContainerState(
      String id,
      String sandboxId,
      String name,
      int attempt,
      String image,
      String imageId,
      Phase phase,
      Instant createdAt,
      Instant startedAt,
      Instant finishedAt,
      int exitCode,
      String reason,
      String message,
      Map<String, String> labels,
      Map<String, String> annotations) {}

  record ExecResult(int exitCode, byte[] stdout, byte[] stderr) {}

  record RegistryCredentials(String username, String password) {}

  record ContainerUsage(Instant time, long cpuNanosTotal, long memoryWorkingSetBytes) {}

  /** Something that the runtime could not do. */
  class RuntimeFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * As in a waiting state: ErrImagePull, ErrImageNeverPull, CreateContainerError,
     * RunContainerError, …
     */
    private final String reason;

    public RuntimeFailure(String reason, String message) {
      super(message);
      this.reason = reason;
    }

    public RuntimeFailure(String reason, String message, Throwable cause) {
      super(message, cause);
      this.reason = reason;
    }

    public String reason() {
      return reason;
    }
  }
}
