package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.system.Cluster.Output;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code kubectl logs} shows what containers wrote, those that have ended included. */
@Tag("kubectl")
@Tag("root")
@ExtendWith(SharedCluster.class)
class LogsIT {

  private static final String NAMESPACE = "logs-it";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Cluster cluster;

  LogsIT(Cluster cluster) {
    this.cluster = cluster;
  }

  @BeforeEach
  void makeNamespace() {
    cluster.kubectlSays("create", "namespace", NAMESPACE);
  }

  @AfterEach
  void deleteNamespace() {
    cluster.kubectlSays("delete", "namespace", NAMESPACE, "--timeout=60s");
  }

  @Test
  void whatAContainerWroteBeforeItsRestartIsPrevious() {
    start("crashing", "Always", "/opt/java/bin/java", "NoSuchProgram");
    Cluster.await(
        "the container has been restarted",
        PATIENCE,
        () ->
            in(
                    "get",
                    "pod",
                    "crashing",
                    "-o",
                    "jsonpath={.status.containerStatuses[0].restartCount}")
                .text()
                .matches("[1-9].*"));

    assertThat(in("logs", "crashing", "--previous").succeeded().text()).contains("NoSuchProgram");
  }

  @Test
  void theLogAndTheAddressOfAPodThatEndedAreKept() {
    start("finished", "Never", "/opt/java/bin/java", "--version");
    in("wait", "pod/finished", "--for=jsonpath={.status.phase}=Succeeded", "--timeout=60s")
        .succeeded();

    String log = in("logs", "finished").succeeded().text();
    assertThat(log.lines().count()).isGreaterThan(1);
    assertThat(in("logs", "finished", "--tail=1").succeeded().text().lines()).hasSize(1);
    assertThat(in("logs", "finished", "--limit-bytes=5").succeeded().text())
        .isEqualTo(log.substring(0, 5));
    assertThat(in("logs", "--follow", "finished").succeeded().text()).isEqualTo(log);
    assertThat(in("logs", "-l", "run=finished", "--tail=-1", "--prefix").succeeded().text())
        .startsWith("[pod/finished/main] " + log.lines().findFirst().orElseThrow());
    assertThat(in("get", "pod", "finished", "-o", "jsonpath={.status.podIP}").text())
        .isNotEqualTo(in("get", "pod", "finished", "-o", "jsonpath={.status.hostIP}").text());
  }

  @Test
  void whatHasNoLogIsRefusedWithTheReason() {
    start("finished", "Never", "/opt/java/bin/java", "--version");
    in("wait", "pod/finished", "--for=jsonpath={.status.phase}=Succeeded", "--timeout=60s")
        .succeeded();

    assertThat(in("logs", "finished", "--previous").failed().text())
        .contains("previous terminated container \"main\" in pod \"finished\" not found");
    assertThat(in("logs", "finished", "-c", "other").failed().text())
        .contains("container other is not valid for pod finished");
    assertThat(in("logs", "nobody").failed().text()).contains("pods \"nobody\" not found");
  }

  private void start(String name, String restartPolicy, String program, String argument) {
    cluster.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: %s, labels: {run: %s}}
        spec:
          restartPolicy: %s
          containers:
          - {name: main, image: "localhost/trierarch/hello:1", command: [%s, %s]}
        """
            .formatted(name, NAMESPACE, name, restartPolicy, program, argument));
  }

  private Output in(String... arguments) {
    return cluster.kubectlIn(NAMESPACE, arguments);
  }
}
