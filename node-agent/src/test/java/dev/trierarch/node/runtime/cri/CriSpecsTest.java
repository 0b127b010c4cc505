package dev.trierarch.node.runtime.cri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.node.runtime.PodRuntime.ContainerSpec;
import dev.trierarch.node.runtime.PodRuntime.DnsConfig;
import dev.trierarch.node.runtime.PodRuntime.Mount;
import dev.trierarch.node.runtime.PodRuntime.PortMapping;
import dev.trierarch.node.runtime.PodRuntime.Resources;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import dev.trierarch.node.runtime.PodRuntime.SandboxSpec;
import dev.trierarch.node.runtime.PodRuntime.Security;
import dev.trierarch.node.runtime.cri.v1.ContainerConfig;
import dev.trierarch.node.runtime.cri.v1.LinuxContainerSecurityContext;
import dev.trierarch.node.runtime.cri.v1.NamespaceMode;
import dev.trierarch.node.runtime.cri.v1.PodSandboxConfig;
import dev.trierarch.node.runtime.cri.v1.Protocol;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CriSpecsTest {
  @TempDir Path directory;

  @Test
  void aSandboxIsMarkedWithItsNode() {
    PodSandboxConfig config = CriSpecs.sandbox(sandbox(false), "/kubepods-n/podu", "n");
    assertThat(config.getLabelsMap()).containsEntry(CriRuntime.NODE_LABEL, "n");
    assertThat(config.getLinux().getCgroupParent()).isEqualTo("/kubepods-n/podu");
    assertThat(config.getPortMappings(0).getProtocol()).isEqualTo(Protocol.UDP);
    assertThat(config.getHostname()).isEqualTo("web");
    assertThat(config.getLinux().getSecurityContext().getNamespaceOptions().getPid())
        .isEqualTo(NamespaceMode.CONTAINER);
  }

  @Test
  void aPodOnTheHostsNetworkHasNoHostnameOfItsOwn() {
    PodSandboxConfig config = CriSpecs.sandbox(sandbox(true), "", "n");
    assertThat(config.getHostname()).isEmpty();
    assertThat(config.getLinux().getSecurityContext().getNamespaceOptions().getNetwork())
        .isEqualTo(NamespaceMode.NODE);
  }

  @Test
  void aContainerHasItsSandboxesNamespacesAndHiddenPaths() {
    PodSandboxConfig sandbox = CriSpecs.sandbox(sandbox(true), "", "n");
    ContainerConfig config = CriSpecs.container(container(false), sandbox, "n");
    LinuxContainerSecurityContext security = config.getLinux().getSecurityContext();
    assertThat(security.getNamespaceOptions().getNetwork()).isEqualTo(NamespaceMode.NODE);
    assertThat(security.getMaskedPathsList()).contains("/proc/kcore");
    assertThat(security.getNoNewPrivs()).isTrue();
    assertThat(security.getRunAsUser().getValue()).isEqualTo(7);
    assertThat(security.hasRunAsGroup()).isFalse();
    assertThat(config.getEnvs(0).getKey()).isEqualTo("A");
    assertThat(config.getMounts(0).getReadonly()).isTrue();
    assertThat(config.getLinux().getResources().getMemoryLimitInBytes()).isEqualTo(5);
  }

  @Test
  void aPrivilegedContainerHasNothingHidden() {
    PodSandboxConfig sandbox = CriSpecs.sandbox(sandbox(false), "", "n");
    ContainerConfig config = CriSpecs.container(container(true), sandbox, "n");
    assertThat(config.getLinux().getSecurityContext().getMaskedPathsList()).isEmpty();
    assertThat(config.getLinux().getSecurityContext().getNoNewPrivs()).isFalse();
  }

  @Test
  void groupsAreNamedAsTheirMakerWants() {
    assertThat(new PodGroups("Node-1", false).parent("a-b")).isEqualTo("/kubepods-node-1/poda-b");
    assertThat(new PodGroups("Node-1", true).parent("a-b")).isEqualTo("kubepods-poda_b.slice");
  }

  @Test
  void aSocketThatNobodyServesIsNamedWithTheRemedy() {
    assertThatThrownBy(() -> CriRuntime.connect(directory.resolve("none.sock"), "n"))
        .isInstanceOf(RuntimeFailure.class)
        .hasMessageContaining("none.sock does not answer")
        .hasMessageContaining("--runtime embedded");
  }

  private SandboxSpec sandbox(boolean hostNetwork) {
    return new SandboxSpec(
        "default",
        "web",
        "u",
        0,
        "web",
        hostNetwork,
        false,
        false,
        false,
        directory,
        "10.0.0.0/24",
        new DnsConfig(List.of("10.96.0.10"), List.of(), List.of()),
        List.of(new PortMapping("UDP", 53, 53, null)),
        Map.of(),
        Map.of("a", "b"),
        Map.of());
  }

  private ContainerSpec container(boolean privileged) {
    return new ContainerSpec(
        "main",
        2,
        "web:1",
        List.of(),
        List.of(),
        "",
        Map.of("A", "1"),
        List.of(new Mount(directory, "/data", true)),
        new Resources(2, 3, 4, 5, 6),
        new Security(7L, null, List.of(8L), privileged, true, false, List.of(), List.of("ALL")),
        "main/2.log",
        false,
        false,
        false,
        Map.of(),
        Map.of());
  }
}
