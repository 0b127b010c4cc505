package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What breaks is mended, and what does not is left alone. */
@Tag("kubectl")
@Tag("root")
@ExtendWith(SharedCluster.class)
class HealingIT {

  private static final String NAMESPACE = "healing-it";
  private static final String IMAGE = "localhost/trierarch/hello:1";

  private final Cluster cluster;

  HealingIT(Cluster cluster) {
    this.cluster = cluster;
  }

  @BeforeEach
  void makeNamespace() {
    cluster.kubectlSays("create", "namespace", NAMESPACE);
  }

  @AfterEach
  void deleteNamespace() {
    cluster.trierarch("up").succeeded();
    cluster.kubectlSays("delete", "namespace", NAMESPACE, "--timeout=90s");
  }

  @Test
  void aKilledContainerIsRestarted() {
    deploy("web", 1);
    Cluster.kill(processesMarked("web").get(0));

    Cluster.awaitValue(
        "1",
        Duration.ofSeconds(60),
        () -> podField("web", "{.items[0].status.containerStatuses[0].restartCount}"));
    in("rollout", "status", "deployment/web", "--timeout=60s");
    assertThat(
            podField(
                "web", "{.items[0].status.containerStatuses[0].lastState.terminated.exitCode}"))
        .isEqualTo("137");
  }

  @Test
  void aDeletedPodIsReplaced() {
    deploy("web", 1);
    String before = podField("web", "{.items[0].metadata.name}");

    in("delete", "pod", before, "--timeout=60s");
    in("rollout", "status", "deployment/web", "--timeout=60s");

    assertThat(podField("web", "{.items[0].metadata.name}")).isNotEqualTo(before);
  }

  @Test
  void anAgentStartedAgainAdoptsItsContainersWithoutRestartingOne() {
    deploy("web", 3);
    List<Long> processes = processesMarked("web");
    String containers = podField("web", "{.items[*].status.containerStatuses[0].containerID}");

    Cluster.kill(cluster.agentPid("node-1"));
    Cluster.kill(cluster.agentPid("node-2"));
    assertThat(processesMarked("web")).isEqualTo(processes);
    cluster.trierarch("up").succeeded();
    in("rollout", "status", "deployment/web", "--timeout=60s");

    assertThat(processesMarked("web")).isEqualTo(processes);
    assertThat(podField("web", "{.items[*].status.containerStatuses[0].containerID}"))
        .isEqualTo(containers);
    assertThat(podField("web", "{.items[*].status.containerStatuses[0].restartCount}"))
        .isEqualTo("0 0 0");
  }

  @Test
  void podsOfANodeThatIsGoneAreReplacedElsewhere() {
    cluster.kubectlSays("cordon", "node-1");
    deploy("web", 2);
    assertThat(podField("web", "{.items[*].spec.nodeName}")).isEqualTo("node-2 node-2");
    cluster.kubectlSays("uncordon", "node-1");

    Cluster.kill(cluster.agentPid("node-2"));

    Cluster.await(
        "both replicas run on node-1", Duration.ofSeconds(90), () -> readyOn("node-1") == 2);
    assertThat(cluster.kubectlSays("get", "node", "node-2")).contains("NotReady");
  }

  @Test
  void aControlPlaneKilledInTheMiddleOfARolloutFinishesItAndLosesNoAcknowledgedWrite() {
    deploy("web", 3);
    deploy("bystander", 2);
    List<Long> bystanders = processesMarked("bystander");
    in("set", "env", "deployment/web", "COLOUR=blue");
    List<String> acknowledged = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      in("create", "configmap", "kept-" + i);
      acknowledged.add("configmap/kept-" + i);
    }

    Cluster.kill(cluster.serverPid());
    assertThat(processesMarked("bystander")).isEqualTo(bystanders);
    cluster.trierarch("up").succeeded();

    assertThat(in("get", "configmaps", "-o", "name").lines()).containsAll(acknowledged);
    in("rollout", "status", "deployment/web", "--timeout=90s");
    assertThat(podField("web", "{.items[*].spec.containers[0].env[?(@.name=='COLOUR')].value}"))
        .isEqualTo("blue blue blue");
    assertThat(processesMarked("bystander")).isEqualTo(bystanders);
    assertThat(podField("bystander", "{.items[*].status.containerStatuses[0].restartCount}"))
        .isEqualTo("0 0");
  }

  private long readyOn(String node) {
    return Arrays.stream(
            podField(
                    "web",
                    "{range .items[*]}{.spec.nodeName}={.status.conditions[?(@.type=='Ready')].status} {end}")
                .split(" ", -1))
        .filter((node + "=True")::equals)
        .count();
  }

  private void deploy(String name, int replicas) {
    cluster.apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: %1$s
          namespace: %2$s
        spec:
          replicas: %3$d
          selector:
            matchLabels:
              app: %1$s
          template:
            metadata:
              labels:
                app: %1$s
            spec:
              terminationGracePeriodSeconds: 2
              tolerations:
              - key: node.kubernetes.io/unreachable
                operator: Exists
                effect: NoExecute
                tolerationSeconds: 1
              containers:
              - name: main
                image: %4$s
                env:
                - name: MARK
                  value: %5$s
                readinessProbe:
                  httpGet:
                    path: /
                    port: 8080
                  periodSeconds: 1
        """
            .formatted(name, NAMESPACE, replicas, IMAGE, mark(name)));
    in("rollout", "status", "deployment/" + name, "--timeout=90s");
  }

  private String mark(String name) {
    return name + "-of-" + cluster.port();
  }

  /** The containers' own processes, found by a variable that only they have. */
  private List<Long> processesMarked(String name) {
    String variable = "\0MARK=" + mark(name) + "\0";
    try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(entry -> entry.matches("\\d+"))
          .map(Long::valueOf)
          .filter(pid -> ("\0" + environment(pid)).contains(variable))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String environment(long pid) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private String podField(String app, String path) {
    return in("get", "pods", "-l", "app=" + app, "-o", "jsonpath=" + path).strip();
  }

  private String in(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "-n";
    all[arguments.length + 1] = NAMESPACE;
    return cluster.kubectlSays(all);
  }
}
