package dev.trierarch.node.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeAdmissionTest {
  private static final Map<String, Quantity> ALLOCATABLE =
      Map.of("cpu", new Quantity("2"), "memory", new Quantity("1Gi"), "pods", new Quantity("2"));

  private static Container asking(String cpu) {
    return new ContainerBuilder(Samples.container("main"))
        .withNewResources()
        .addToRequests("cpu", new Quantity(cpu))
        .endResources()
        .build();
  }

  private static Pod pod(Container... containers) {
    return Samples.pod("Always", List.of(), List.of(containers));
  }

  private static Pod onPort(int hostPort, String ip) {
    return pod(
        new ContainerBuilder(Samples.container("main"))
            .addNewPort()
            .withContainerPort(80)
            .withHostPort(hostPort)
            .withHostIP(ip)
            .endPort()
            .build());
  }

  @Test
  void aPodThatFitsIsWelcome() {
    assertThat(NodeAdmission.refuse(pod(asking("1")), List.of(pod(asking("1"))), ALLOCATABLE))
        .isEmpty();
  }

  @Test
  void aPodThatAsksForTooMuchIsRefusedWithTheNumbers() {
    Waiting refusal =
        NodeAdmission.refuse(pod(asking("1500m")), List.of(pod(asking("1"))), ALLOCATABLE)
            .orElseThrow();
    assertThat(refusal.reason()).isEqualTo("OutOfcpu");
    assertThat(refusal.message())
        .isEqualTo(
            "Pod was rejected: Node didn't have enough resource: cpu, requested: 1500, used: 1000, capacity: 2000");
  }

  @Test
  void theNumberOfPodsIsBounded() {
    assertThat(NodeAdmission.refuse(pod(), List.of(pod(), pod()), ALLOCATABLE))
        .map(Waiting::reason)
        .contains("OutOfpods");
  }

  @Test
  void aHostPortIsGivenOnce() {
    assertThat(NodeAdmission.refuse(onPort(80, null), List.of(onPort(80, "10.0.0.1")), ALLOCATABLE))
        .map(Waiting::reason)
        .contains("NodePorts");
    assertThat(
            NodeAdmission.refuse(
                onPort(80, "10.0.0.2"), List.of(onPort(80, "10.0.0.1")), ALLOCATABLE))
        .isEmpty();
    assertThat(NodeAdmission.refuse(onPort(81, null), List.of(onPort(80, null)), ALLOCATABLE))
        .isEmpty();
  }

  @Test
  void initContainersCountByTheirPeakAndSidecarsStay() {
    Container sidecar =
        new ContainerBuilder(asking("200m")).withName("side").withRestartPolicy("Always").build();
    Container init = new ContainerBuilder(asking("900m")).withName("init").build();
    Pod pod = Samples.pod("Always", List.of(sidecar, init), List.of(asking("500m")));
    assertThat(PodRequests.of(pod, "cpu")).isEqualTo(1100);
  }
}
