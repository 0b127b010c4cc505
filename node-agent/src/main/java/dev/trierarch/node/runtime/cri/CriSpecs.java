package dev.trierarch.node.runtime.cri;

import dev.trierarch.node.runtime.PodRuntime.ContainerSpec;
import dev.trierarch.node.runtime.PodRuntime.Resources;
import dev.trierarch.node.runtime.PodRuntime.SandboxSpec;
import dev.trierarch.node.runtime.PodRuntime.Security;
import dev.trierarch.node.runtime.cri.v1.Capability;
import dev.trierarch.node.runtime.cri.v1.ContainerConfig;
import dev.trierarch.node.runtime.cri.v1.ContainerMetadata;
import dev.trierarch.node.runtime.cri.v1.DNSConfig;
import dev.trierarch.node.runtime.cri.v1.ImageSpec;
import dev.trierarch.node.runtime.cri.v1.Int64Value;
import dev.trierarch.node.runtime.cri.v1.KeyValue;
import dev.trierarch.node.runtime.cri.v1.LinuxContainerConfig;
import dev.trierarch.node.runtime.cri.v1.LinuxContainerResources;
import dev.trierarch.node.runtime.cri.v1.LinuxContainerSecurityContext;
import dev.trierarch.node.runtime.cri.v1.LinuxPodSandboxConfig;
import dev.trierarch.node.runtime.cri.v1.LinuxSandboxSecurityContext;
import dev.trierarch.node.runtime.cri.v1.Mount;
import dev.trierarch.node.runtime.cri.v1.NamespaceMode;
import dev.trierarch.node.runtime.cri.v1.NamespaceOption;
import dev.trierarch.node.runtime.cri.v1.PodSandboxConfig;
import dev.trierarch.node.runtime.cri.v1.PodSandboxMetadata;
import dev.trierarch.node.runtime.cri.v1.PortMapping;
import dev.trierarch.node.runtime.cri.v1.Protocol;
import java.util.List;

/** Translates what a pod worker asks for into CRI's messages. */
final class CriSpecs {
  private static final List<String> MASKED =
      List.of(
          "/proc/asound",
          "/proc/acpi",
          "/proc/kcore",
          "/proc/keys",
          "/proc/latency_stats",
          "/proc/timer_list",
          "/proc/timer_stats",
          "/proc/sched_debug",
          "/proc/scsi",
          "/sys/firmware");
  private static final List<String> READ_ONLY =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  private CriSpecs() {}

  /**
   * @param cgroupParent empty leaves it to the runtime
   */
  static PodSandboxConfig sandbox(SandboxSpec spec, String cgroupParent, String nodeName) {
    PodSandboxConfig.Builder config =
        PodSandboxConfig.newBuilder()
            .setMetadata(
                PodSandboxMetadata.newBuilder()
                    .setName(spec.podName())
                    .setUid(spec.podUid())
                    .setNamespace(spec.namespace())
                    .setAttempt(spec.attempt()))
            .setHostname(spec.hostNetwork() ? "" : spec.hostname())
            .setLogDirectory(spec.logDirectory().toAbsolutePath().toString())
            .putAllLabels(spec.labels())
            .putLabels(CriRuntime.NODE_LABEL, nodeName)
            .putAllAnnotations(spec.annotations())
            .setLinux(
                LinuxPodSandboxConfig.newBuilder()
                    .setCgroupParent(cgroupParent)
                    .putAllSysctls(spec.sysctls())
                    .setSecurityContext(
                        LinuxSandboxSecurityContext.newBuilder()
                            .setPrivileged(spec.privileged())
                            .setNamespaceOptions(
                                namespaces(spec.hostNetwork(), spec.hostPid(), spec.hostIpc()))));
    if (spec.dns() != null) {
      config.setDnsConfig(
          DNSConfig.newBuilder()
              .addAllServers(spec.dns().servers())
              .addAllSearches(spec.dns().searches())
              .addAllOptions(spec.dns().options()));
    }
    spec.portMappings().forEach(p -> config.addPortMappings(port(p)));
    return config.build();
  }

  private static PortMapping port(dev.trierarch.node.runtime.PodRuntime.PortMapping p) {
    return PortMapping.newBuilder()
        .setProtocol(Protocol.valueOf(p.protocol()))
        .setContainerPort(p.containerPort())
        .setHostPort(p.hostPort())
        .setHostIp(p.hostIp() == null ? "" : p.hostIp())
        .build();
  }

  private static NamespaceOption namespaces(boolean network, boolean pid, boolean ipc) {
    return NamespaceOption.newBuilder()
        .setNetwork(network ? NamespaceMode.NODE : NamespaceMode.POD)
        .setPid(pid ? NamespaceMode.NODE : NamespaceMode.CONTAINER)
        .setIpc(ipc ? NamespaceMode.NODE : NamespaceMode.POD)
        .build();
  }

  static ContainerConfig container(ContainerSpec spec, PodSandboxConfig sandbox, String nodeName) {
    ContainerConfig.Builder config =
        ContainerConfig.newBuilder()
            .setMetadata(
                ContainerMetadata.newBuilder().setName(spec.name()).setAttempt(spec.attempt()))
            .setImage(ImageSpec.newBuilder().setImage(spec.image()))
            .addAllCommand(spec.command())
            .addAllArgs(spec.args())
            .setWorkingDir(spec.workingDirectory())
            .putAllLabels(spec.labels())
            .putLabels(CriRuntime.NODE_LABEL, nodeName)
            .putAllAnnotations(spec.annotations())
            .putAnnotations(CriRuntime.IMAGE_ANNOTATION, spec.image())
            .setLogPath(spec.logPath())
            .setStdin(spec.stdin())
            .setStdinOnce(spec.stdinOnce())
            .setTty(spec.tty())
            .setLinux(
                LinuxContainerConfig.newBuilder()
                    .setResources(resources(spec.resources()))
                    .setSecurityContext(
                        security(
                            spec.security(),
                            sandbox.getLinux().getSecurityContext().getNamespaceOptions())));
    spec.environment()
        .forEach((k, v) -> config.addEnvs(KeyValue.newBuilder().setKey(k).setValue(v)));
    spec.mounts()
        .forEach(
            m ->
                config.addMounts(
                    Mount.newBuilder()
                        .setHostPath(m.hostPath().toAbsolutePath().toString())
                        .setContainerPath(m.containerPath())
                        .setReadonly(m.readOnly())));
    return config.build();
  }

  private static LinuxContainerResources resources(Resources r) {
    return LinuxContainerResources.newBuilder()
        .setCpuShares(r.cpuShares())
        .setCpuQuota(r.cpuQuotaMicros())
        .setCpuPeriod(r.cpuPeriodMicros())
        .setMemoryLimitInBytes(r.memoryLimitBytes())
        .setOomScoreAdj(r.oomScoreAdj())
        .build();
  }

  private static LinuxContainerSecurityContext security(Security s, NamespaceOption namespaces) {
    LinuxContainerSecurityContext.Builder context =
        LinuxContainerSecurityContext.newBuilder()
            .setPrivileged(s.privileged())
            .setReadonlyRootfs(s.readOnlyRootFilesystem())
            .setNoNewPrivs(!s.allowPrivilegeEscalation() && !s.privileged())
            .addAllSupplementalGroups(s.supplementalGroups())
            .setNamespaceOptions(namespaces)
            .setCapabilities(
                Capability.newBuilder()
                    .addAllAddCapabilities(s.addCapabilities())
                    .addAllDropCapabilities(s.dropCapabilities()));
    if (s.runAsUser() != null) {
      context.setRunAsUser(Int64Value.newBuilder().setValue(s.runAsUser()));
      if (s.runAsGroup() != null) {
        context.setRunAsGroup(Int64Value.newBuilder().setValue(s.runAsGroup()));
      }
    }
    if (!s.privileged()) {
      context.addAllMaskedPaths(MASKED).addAllReadonlyPaths(READ_ONLY);
    }
    return context.build();
  }
}
