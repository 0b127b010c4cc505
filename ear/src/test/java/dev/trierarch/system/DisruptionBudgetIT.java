package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.system.Cluster.Output;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A drain takes away as many pods as their budget allows, and waits for the rest. */
@Tag("kubectl")
@Tag("root")
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DisruptionBudgetIT {

  private static final String NAMESPACE = "disruption-it";
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Cluster cluster;

  DisruptionBudgetIT(Cluster cluster) {
    this.cluster = cluster;
  }

  @BeforeAll
  void deploy() {
    cluster.kubectlSays("create", "namespace", NAMESPACE);
    cluster.kubectlSays("cordon", "node-2");
    in("create", "deployment", "web", "--image=localhost/trierarch/hello:1", "--replicas=2")
        .succeeded();
    in("rollout", "status", "deployment/web", "--timeout=90s").succeeded();
    cluster.kubectlSays("uncordon", "node-2");
    in("create", "pdb", "web", "--selector=app=web", "--min-available=2").succeeded();
  }

  @AfterAll
  void cleanUp() {
    cluster.kubectlSays("uncordon", "node-1");
    cluster.kubectlSays("delete", "namespace", NAMESPACE, "--timeout=90s");
  }

  @Test
  void aDrainWaitsUntilTheBudgetAllowsIt() {
    Cluster.awaitValue("2 2 2 0 InsufficientPods", SOON, this::status);
    assertThat(drain("8s").failed().text())
        .contains("Cannot evict pod as it would violate the pod's disruption budget.");
    assertThat(podsOn("node-1")).isEqualTo(2);

    in("scale", "deployment", "web", "--replicas=3").succeeded();
    Cluster.awaitValue("3 3 2 1 SufficientPods", SOON, this::status);
    drain("90s").succeeded();
    assertThat(podsOn("node-1")).isZero();
  }

  private Output drain(String timeout) {
    return cluster.kubectl(
        "drain",
        "node-1",
        "--pod-selector=app=web",
        "--timeout=" + timeout,
        "--grace-period=1",
        "--force");
  }

  private String status() {
    return in(
            "get",
            "pdb",
            "web",
            "-o",
            "jsonpath={.status.expectedPods} {.status.currentHealthy} {.status.desiredHealthy}"
                + " {.status.disruptionsAllowed} {.status.conditions[0].reason}")
        .succeeded()
        .text()
        .strip();
  }

  private long podsOn(String node) {
    return in("get", "pods", "-o", "name", "--field-selector=spec.nodeName=" + node)
        .succeeded()
        .text()
        .lines()
        .filter(line -> line.startsWith("pod/"))
        .count();
  }

  private Output in(String... arguments) {
    return cluster.kubectlIn(NAMESPACE, arguments);
  }
}
