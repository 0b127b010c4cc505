package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The past is read as the present is: through the API, with kubectl. */
@Tag("kubectl")
@ExtendWith(SharedCluster.class)
class HistoryIT {

  private static final String NAMESPACE = "history-it";
  private static final String OBJECT =
      "object.resource=configmaps,object.namespace=" + NAMESPACE + ",object.name=shoe";

  private final Cluster cluster;

  HistoryIT(Cluster cluster) {
    this.cluster = cluster;
  }

  /** A ConfigMap that is created, changed and deleted. */
  @BeforeEach
  void makeHistory() {
    cluster.kubectlSays("create", "namespace", NAMESPACE);
    in("create", "configmap", "shoe", "--from-literal=size=41");
    in("patch", "configmap", "shoe", "-p", "{\"data\":{\"size\":\"42\"}}");
    in("delete", "configmap", "shoe");
  }

  @AfterEach
  void deleteNamespace() {
    cluster.kubectlSays("delete", "namespace", NAMESPACE, "--timeout=60s");
  }

  private String in(String... arguments) {
    return cluster.kubectlIn(NAMESPACE, arguments).succeeded().text().strip();
  }

  private String[] revisions() {
    return cluster
        .kubectlSays(
            "get",
            "revisions",
            "--field-selector",
            OBJECT,
            "-o",
            "jsonpath={.items[*].metadata.name}")
        .split(" ", -1);
  }

  @Test
  void everyChangeIsARevisionWithItsUserAndItsDocument() {
    String table = cluster.kubectlSays("get", "rev", "--field-selector", OBJECT, "--no-headers");
    assertThat(table.lines()).hasSize(3);
    assertThat(table)
        .containsSubsequence("CREATE", "UPDATE", "DELETE")
        .contains("configmaps", NAMESPACE + "/shoe", "kubernetes-admin");

    assertThat(
            cluster.kubectlSays(
                "get", "revision", revisions()[1], "-o", "jsonpath={.document.data.size}"))
        .isEqualTo("42");
    assertThat(cluster.kubectlSays("explain", "revision.cause")).contains("reacted to");
  }

  @Test
  void whatDiffersBetweenTwoRevisionsIsAList() {
    String[] made = revisions();
    String between =
        "from=" + made[0] + ",to=" + made[1] + "," + OBJECT.replaceFirst(",object.name.*", "");

    assertThat(
            cluster.kubectlSays(
                "get",
                "differences",
                "--field-selector",
                between,
                "-o",
                "jsonpath={range .items[*]}{.operation} {.before.data.size} {.after.data.size}{end}"))
        .isEqualTo("UPDATE 41 42");
  }

  @Test
  void aListIsExactlyOfAnyRevisionThatIsKept() {
    String path =
        "/api/v1/namespaces/"
            + NAMESPACE
            + "/configmaps?resourceVersionMatch=Exact&resourceVersion=";
    String[] made = revisions();

    assertThat(cluster.kubectlSays("get", "--raw", path + made[0])).contains("\"size\":\"41\"");
    assertThat(cluster.kubectlSays("get", "--raw", path + made[1])).contains("\"size\":\"42\"");
    assertThat(cluster.kubectlSays("get", "--raw", path + made[2])).doesNotContain("shoe");
  }

  @Test
  void onlyAdministratorsReadTheLog() {
    for (String resource : new String[] {"revisions", "differences", "backups"}) {
      cluster
          .kubectl("auth", "can-i", "get", resource + ".trierarch.dev", "--as", "alice")
          .failed();
    }
    assertThat(
            cluster
                .kubectl("get", "revisions", "--as", "alice", "--as-group", "system:authenticated")
                .failed()
                .text())
        .contains("revisions.trierarch.dev is forbidden");
  }
}
