package dev.trierarch.node.kubelet;

import dev.trierarch.node.FileTrees;
import dev.trierarch.node.runtime.PodRuntime.ContainerSpec;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.DnsConfig;
import dev.trierarch.node.runtime.PodRuntime.PortMapping;
import dev.trierarch.node.runtime.PodRuntime.SandboxSpec;
import dev.trierarch.node.volume.ClusterObjects;
import dev.trierarch.node.volume.DownwardFields;
import dev.trierarch.node.volume.SetupFailure;
import dev.trierarch.node.volume.VolumeManager;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Sysctl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lays out a real pod on this machine: volumes, hosts and resolver files, environment, logs. */
final class MachineSurroundings implements PodSurroundings {
  private static final Logger LOG = LoggerFactory.getLogger(MachineSurroundings.class);
  private static final int HOSTNAME_LENGTH_MAX = 63;
  private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

  private final Machine machine;
  private final ClusterObjects objects;
  private final Supplier<Collection<Service>> services;
  private final VolumeManager volumes;
  private final LogRotation rotation;

  /**
   * @param logs where pods' log directories are
   */
  record Machine(String nodeName, String hostIp, NodeFacts facts, Path pods, Path logs) {}

  MachineSurroundings(
      Machine machine,
      ClusterObjects objects,
      Supplier<Collection<Service>> services,
      LogRotation rotation) {
    this.machine = machine;
    this.objects = objects;
    this.services = services;
    this.rotation = rotation;
    this.volumes = new VolumeManager(machine.pods(), objects, pod -> fields(pod, ""));
  }

  private DownwardFields fields(Pod pod, String podIp) {
    return new DownwardFields(
        pod,
        machine.nodeName(),
        podIp,
        machine.hostIp(),
        NodeStatusPlanner.allocatable(machine.facts()));
  }

  @Override
  public void prepare(Pod pod) {
    volumes.prepare(pod);
  }

  @Override
  public SandboxSpec sandbox(Pod pod, int attempt, String podCidr) {
    Path logs = machine.logs().resolve(ContainerLogs.directoryName(pod));
    makeDirectory(logs);
    var spec = pod.getSpec();
    return new SandboxSpec(
        Pods.namespace(pod),
        Pods.name(pod),
        Pods.uid(pod),
        attempt,
        hostname(pod),
        Pods.onHostNetwork(pod),
        Boolean.TRUE.equals(spec.getHostPID()),
        Boolean.TRUE.equals(spec.getHostIPC()),
        SecurityContexts.isPrivileged(pod),
        logs,
        podCidr,
        dns(pod),
        ports(pod),
        sysctls(pod),
        RuntimeLabels.ofSandbox(pod),
        RuntimeLabels.annotationsOf(pod));
  }

  private String hostname(Pod pod) {
    if (Pods.onHostNetwork(pod)) {
      return machine.nodeName();
    }
    String declared = pod.getSpec().getHostname();
    String name = declared == null || declared.isEmpty() ? Pods.name(pod) : declared;
    String cut = name.substring(0, Math.min(name.length(), HOSTNAME_LENGTH_MAX));
    return cut.replaceAll("[.-]+$", "");
  }

  private DnsConfig dns(Pod pod) {
    return PodDns.of(pod, machineDns(), clusterDns());
  }

  private static DnsConfig machineDns() {
    try {
      return PodDns.parse(Files.readAllLines(RESOLV_CONF));
    } catch (IOException e) {
      LOG.debug("{} cannot be read", RESOLV_CONF, e);
      return new DnsConfig(List.of(), List.of(), List.of());
    }
  }

  private Optional<String> clusterDns() {
    return services.get().stream()
        .filter(s -> s.getMetadata().getNamespace().equals("kube-system"))
        .filter(s -> s.getMetadata().getName().equals("kube-dns"))
        .map(s -> s.getSpec().getClusterIP())
        .findFirst();
  }

  private static List<PortMapping> ports(Pod pod) {
    if (Pods.onHostNetwork(pod)) {
      return List.of();
    }
    return Pods.containers(pod).stream()
        .flatMap(c -> c.getPorts().stream())
        .filter(p -> p.getHostPort() != null && p.getHostPort() > 0)
        .map(
            p ->
                new PortMapping(
                    p.getProtocol() == null ? "TCP" : p.getProtocol(),
                    p.getContainerPort(),
                    p.getHostPort(),
                    p.getHostIP() == null ? "" : p.getHostIP()))
        .toList();
  }

  private static Map<String, String> sysctls(Pod pod) {
    return pod.getSpec().getSecurityContext() == null
        ? Map.of()
        : pod.getSpec().getSecurityContext().getSysctls().stream()
            .collect(Collectors.toMap(Sysctl::getName, Sysctl::getValue));
  }

  @Override
  public ContainerSpec container(
      Pod pod, Container container, int attempt, String imageId, Place place) {
    Map<String, String> environment =
        new Environment(pod, container, objects, fields(pod, place.podIp()))
            .variables(ServiceLinks.of(pod, services.get()));
    Path messageFile = messageFile(pod, container.getName(), attempt);
    makeFile(messageFile);
    makeDirectory(
        machine.logs().resolve(ContainerLogs.directoryName(pod)).resolve(container.getName()));
    ContainerMounts mounts = new ContainerMounts(pod, container, volumes, environment);
    return new ContainerSpec(
        container.getName(),
        attempt,
        container.getImage(),
        expanded(container.getCommand(), environment),
        expanded(container.getArgs(), environment),
        container.getWorkingDir() == null ? "" : container.getWorkingDir(),
        Map.copyOf(environment),
        mounts.all(hostsFile(pod, place.podIp()), resolverFile(pod), messageFile),
        Qos.resources(pod, container, machine.facts().memoryBytes()),
        SecurityContexts.of(pod, container),
        ContainerLogs.pathInPod(container.getName(), attempt),
        Boolean.TRUE.equals(container.getStdin()),
        Boolean.TRUE.equals(container.getStdinOnce()),
        Boolean.TRUE.equals(container.getTty()),
        RuntimeLabels.ofContainer(pod, container),
        RuntimeLabels.annotationsOf(pod, container, attempt));
  }

  private static List<String> expanded(List<String> words, Map<String, String> environment) {
    return words.stream().map(word -> Expansion.expand(word, environment)).toList();
  }

  private Path hostsFile(Pod pod, String podIp) {
    Path file = volumes.podDirectory(Pods.uid(pod)).resolve("etc-hosts");
    write(file, HostsFile.text(pod, podIp, hostname(pod), nodeHosts()));
    return file;
  }

  private static String nodeHosts() {
    try {
      return Files.readString(Path.of("/etc/hosts"));
    } catch (IOException e) {
      LOG.debug("/etc/hosts cannot be read", e);
      return "127.0.0.1\tlocalhost\n";
    }
  }

  private Path resolverFile(Pod pod) {
    Path file = volumes.podDirectory(Pods.uid(pod)).resolve("resolv.conf");
    write(file, PodDns.text(dns(pod)));
    return file;
  }

  private Path messageFile(Pod pod, String container, int attempt) {
    return volumes
        .podDirectory(Pods.uid(pod))
        .resolve("containers")
        .resolve(container)
        .resolve(attempt + ".termination");
  }

  @Override
  public String terminationMessage(Pod pod, ContainerState ended) {
    return Pods.container(pod, ended.name())
        .map(
            container ->
                TerminationMessages.read(
                    messageFile(pod, ended.name(), ended.attempt()),
                    machine
                        .logs()
                        .resolve(ContainerLogs.directoryName(pod))
                        .resolve(ContainerLogs.pathInPod(ended.name(), ended.attempt())),
                    container,
                    ended))
        .orElse("");
  }

  private static void makeDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw cannotMake(directory, e);
    }
  }

  private static void makeFile(Path file) {
    makeDirectory(file.getParent());
    try {
      if (!Files.exists(file)) {
        Files.createFile(file);
        // Containers of any user may write their last words.
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
      }
    } catch (IOException e) {
      throw cannotMake(file, e);
    }
  }

  // Written in place: containers have the file itself mounted.
  private static void write(Path file, String text) {
    makeDirectory(file.getParent());
    try {
      if (!Files.exists(file) || !Files.readString(file).equals(text)) {
        Files.writeString(file, text);
      }
    } catch (IOException e) {
      throw cannotMake(file, e);
    }
  }

  private static SetupFailure cannotMake(Path path, IOException e) {
    return new SetupFailure(
        "CreateContainerConfigError", "cannot make %s: %s".formatted(path, e), e);
  }

  @Override
  public void tidy(Pod pod, List<ContainerState> containers) {
    rotation.rotate(pod, containers);
  }

  @Override
  public void remove(String namespace, String podName, String podUid) {
    try {
      volumes.remove(podUid);
      FileTrees.delete(machine.logs().resolve("%s_%s_%s".formatted(namespace, podName, podUid)));
    } catch (IOException e) {
      LOG.warn("Files of pod {}/{} are left behind: {}", namespace, podName, e.getMessage());
    }
  }
}
