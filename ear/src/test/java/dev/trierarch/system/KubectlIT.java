package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.system.Cluster.Output;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An unmodified kubectl finds what it expects of a cluster. */
@Tag("kubectl")
@Tag("root")
@ExtendWith(SharedCluster.class)
class KubectlIT {

  private static final String NAMESPACE = "kubectl-it";
  private static final String IMAGE = "localhost/trierarch/hello:1";

  private final Cluster cluster;

  KubectlIT(Cluster cluster) {
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
  void versionAndClusterInfoAndApiResources() {
    assertThat(cluster.kubectlSays("version", "-o", "json")).contains("\"serverVersion\"", "v1.36");
    assertThat(cluster.kubectlSays("cluster-info")).contains(cluster.url());
    assertThat(cluster.kubectlSays("api-resources"))
        .contains("deployments", "apps/v1", "Deployment");
  }

  @Test
  void tablesHaveKubectlsOwnColumns() {
    assertThat(cluster.kubectlSays("get", "nodes"))
        .matches("(?s)NAME +STATUS +ROLES +AGE +VERSION\\s.*node-1 +Ready .*");
    assertThat(cluster.kubectlSays("get", "pods", "-A", "-o", "wide"))
        .matches("(?s)NAMESPACE +NAME +READY +STATUS +RESTARTS +AGE +IP +NODE .*");
    assertThat(cluster.kubectlSays("get", "deployments", "-A"))
        .matches("(?s)NAMESPACE +NAME +READY +UP-TO-DATE +AVAILABLE +AGE\\s.*");
    assertThat(cluster.kubectlSays("get", "services"))
        .matches("(?s)NAME +TYPE +CLUSTER-IP +EXTERNAL-IP +PORT\\(S\\) +AGE\\s.*");
    assertThat(cluster.kubectlSays("get", "componentstatuses"))
        .containsPattern("controller-manager +Healthy +ok")
        .containsPattern("etcd-0 +Healthy +ok")
        .containsPattern("scheduler +Healthy +ok");
    assertThat(cluster.kubectlSays("get", "cs", "scheduler", "-o", "name"))
        .contains("componentstatus/scheduler");
  }

  @Test
  void objectsAreCreatedLabelledAnnotatedPatchedAndDeleted() {
    in("create", "configmap", "settings", "--from-literal=colour=blue");
    in("create", "secret", "generic", "password", "--from-literal=value=secret");
    in("label", "configmap", "settings", "team=red");
    in("annotate", "configmap", "settings", "note=hello");
    in("patch", "configmap", "settings", "-p", "{\"data\":{\"size\":\"9\"}}");
    in(
        "patch",
        "configmap",
        "settings",
        "--type=json",
        "-p",
        "[{\"op\":\"remove\",\"path\":\"/data/colour\"}]");

    assertThat(in("get", "configmap", "settings", "-o", "jsonpath={.data}"))
        .isEqualTo("{\"size\":\"9\"}");
    assertThat(in("get", "configmaps", "-l", "team=red", "-o", "name"))
        .isEqualTo("configmap/settings");
    assertThat(in("get", "configmaps", "--field-selector", "metadata.name=settings", "-o", "name"))
        .isEqualTo("configmap/settings");
    assertThat(in("get", "configmap", "settings", "-o", "yaml")).contains("note: hello");
    assertThat(in("describe", "secret", "password"))
        .contains("value:  6 bytes")
        .doesNotContain("secret=");
    in("delete", "configmap", "settings");
    assertThat(cluster.kubectl("get", "configmap", "settings", "-n", NAMESPACE).failed().text())
        .contains("Error from server (NotFound): configmaps \"settings\" not found");
  }

  @Test
  void aDeploymentIsRolledOutChangedUndoneScaledAndRestarted() {
    in("create", "deployment", "web", "--image=" + IMAGE, "--replicas=2");
    in("rollout", "status", "deployment/web", "--timeout=90s");
    in("set", "env", "deployment/web", "COLOUR=blue");
    in("rollout", "status", "deployment/web", "--timeout=90s");
    assertThat(in("rollout", "history", "deployment/web")).contains("1 ", "2 ");

    in("rollout", "undo", "deployment/web");
    in("rollout", "status", "deployment/web", "--timeout=90s");
    assertThat(
            in(
                "get",
                "deployment",
                "web",
                "-o",
                "jsonpath={.spec.template.spec.containers[0].env}"))
        .isEmpty();

    in("scale", "deployment/web", "--replicas=3");
    in("rollout", "status", "deployment/web", "--timeout=90s");
    assertThat(in("get", "deployment", "web", "-o", "jsonpath={.status.readyReplicas}"))
        .isEqualTo("3");

    in("rollout", "pause", "deployment/web");
    in("set", "env", "deployment/web", "SIZE=9");
    in("rollout", "resume", "deployment/web");
    in("rollout", "restart", "deployment/web");
    in("rollout", "status", "deployment/web", "--timeout=90s");
    assertThat(in("describe", "deployment", "web"))
        .contains("ScalingReplicaSet", "Available      True");
  }

  @Test
  void setImageToOneThatIsNotThereWaitsAndSaysWhy() {
    in("create", "deployment", "web", "--image=" + IMAGE);
    in("rollout", "status", "deployment/web", "--timeout=90s");
    in("set", "image", "deployment/web", "hello=localhost/nobody/nothing:1");

    Cluster.await(
        "a pod says why it waits",
        Duration.ofSeconds(60),
        () -> in("get", "pods").matches("(?s).*(ErrImagePull|ImagePullBackOff).*"));
    assertThat(in("get", "deployment", "web", "-o", "jsonpath={.status.availableReplicas}"))
        .isEqualTo("1");
  }

  @Test
  void logsComeFromTheContainer() {
    in("run", "talker", "--image=" + IMAGE);
    in("wait", "pod/talker", "--for=condition=Ready", "--timeout=60s");

    Cluster.await(
        "the container's first line",
        Duration.ofSeconds(60),
        () -> !in("logs", "talker").isEmpty());
    assertThat(in("logs", "talker", "--tail=1", "--timestamps")).matches("20\\d\\d-.*Z .*");
  }

  @Test
  void logsOfAContainerThatEndedAreKept() {
    cluster.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: brief
          namespace: %s
        spec:
          restartPolicy: Never
          containers:
          - name: brief
            image: %s
            command: ["/no/such/program"]
        """
            .formatted(NAMESPACE, IMAGE));
    Cluster.await(
        "the container cannot start or has failed",
        Duration.ofSeconds(60),
        () ->
            in("get", "pod", "brief")
                .matches("(?s).*(Error|StartError|RunContainerError|CrashLoopBackOff).*"));
  }

  @Test
  void watchShowsChanges() {
    in("create", "configmap", "watched");
    Output watch =
        cluster.kubectl("get", "configmaps", "-n", NAMESPACE, "-w", "--request-timeout=3s");

    assertThat(watch.text()).contains("watched");
  }

  @Test
  void aCordonedNodeTakesNoPods() {
    assertThat(cluster.kubectlSays("cordon", "node-2")).contains("node/node-2 cordoned");
    assertThat(cluster.kubectlSays("get", "node", "node-2")).contains("SchedulingDisabled");
    assertThat(cluster.kubectlSays("uncordon", "node-2")).contains("node/node-2 uncordoned");
  }

  @Test
  void aWrongManifestIsRefusedWithTheFieldsPathAndNothingOfItIsKept() {
    Output refused =
        cluster.kubectl("create", "deployment", "Wrong_Name", "-n", NAMESPACE, "--image=" + IMAGE);
    assertThat(refused.failed().text()).contains("metadata.name: Invalid value: \"Wrong_Name\"");

    in("create", "deployment", "web", "--image=" + IMAGE, "--replicas=0");
    Output negative =
        cluster.kubectl(
            "patch", "deployment", "web", "-n", NAMESPACE, "-p", "{\"spec\":{\"replicas\":-1}}");
    assertThat(negative.failed().text())
        .contains("spec.replicas: Invalid value: -1: must be greater than or equal to 0");
    assertThat(in("get", "deployment", "web", "-o", "jsonpath={.spec.replicas}")).isEqualTo("0");
  }

  @Test
  void anUnknownFieldIsRefused() {
    Output refused =
        cluster.kubectl(
            "patch", "deployment", "hello", "-n", "default", "-p", "{\"spec\":{\"replicaz\":1}}");

    assertThat(refused.text()).contains("spec.replicaz");
  }

  @Test
  void explainReadsTheSchema() {
    assertThat(cluster.kubectlSays("explain", "deployment.spec.replicas"))
        .contains("replicas", "integer");
  }

  @Test
  void appliedOnTheServersSideAConflictNamesTheOwner() {
    String manifest =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: owned
          namespace: %s
        data:
          colour: %s
        """;
    apply(manifest.formatted(NAMESPACE, "blue"), "--field-manager=one").succeeded();
    Output conflict = apply(manifest.formatted(NAMESPACE, "red"), "--field-manager=two");

    assertThat(conflict.failed().text()).contains("conflict with \"one\"", ".data.colour");
    apply(manifest.formatted(NAMESPACE, "red"), "--field-manager=two", "--force-conflicts")
        .succeeded();
  }

  @Test
  void oneConnectionAsksForManyPathsOfDifferentLengths() {
    String manifest =
        IntStream.range(0, 120)
            .mapToObj(i -> "many-" + i + "-" + "x".repeat(i * 37 % 110) + "z")
            .map("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s}"::formatted)
            .collect(Collectors.joining("\n---\n"));
    apply(manifest, "-n", NAMESPACE).succeeded();

    assertThat(in("get", "configmaps", "-o", "name").lines().filter(n -> n.contains("many-")))
        .hasSize(120);
  }

  private Output apply(String manifest, String... flags) {
    java.nio.file.Path file = cluster.data().resolve("applied.yaml");
    try {
      java.nio.file.Files.writeString(file, manifest);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    java.util.List<String> arguments =
        new java.util.ArrayList<>(
            java.util.List.of("apply", "--server-side", "-f", file.toString()));
    arguments.addAll(java.util.List.of(flags));
    return cluster.kubectl(arguments.toArray(String[]::new));
  }

  private String in(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "-n";
    all[arguments.length + 1] = NAMESPACE;
    return cluster.kubectlSays(all);
  }
}
