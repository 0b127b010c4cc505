package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.system.Cluster.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nobody gets what is not theirs. */
@Tag("kubectl")
@Tag("root")
@ExtendWith(SharedCluster.class)
class SecurityIT {

  private final Cluster cluster;

  SecurityIT(Cluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void withoutCredentialsOnlyHealthAndVersionAnswer() {
    for (String path : List.of("/livez", "/readyz", "/version")) {
      assertThat(statusForNobody(path)).as(path).isEqualTo(200);
    }
    for (String path : List.of("/api", "/api/v1/pods", "/metrics", "/openapi/v2", "/nothing")) {
      assertThat(statusForNobody(path)).as(path).isEqualTo(401);
    }
  }

  @Test
  void aMadeUpTokenIsNobodys() {
    assertThat(run("--token", "abcdef.0123456789abcdef", "get", "pods").failed().text())
        .contains("nauthorized");
  }

  @Test
  void theKubeconfigsUserIsAnAdministrator() {
    assertThat(cluster.kubectlSays("auth", "can-i", "*", "*", "--all-namespaces")).contains("yes");
    assertThat(cluster.kubectlSays("auth", "whoami")).contains("system:masters", "X509SHA256=");
  }

  @Test
  void aNodeHasANameOfItsOwn() {
    assertThat(node("node-1", "auth", "whoami").succeeded().text())
        .contains("system:node:node-1", "system:nodes");
  }

  @Test
  void aNodeReadsItsOwnPodsAndNoForeignSecrets() {
    node("node-1", "get", "pods", "-A", "--field-selector", "spec.nodeName=node-1").succeeded();
    assertThat(node("node-1", "get", "secrets", "-n", "kube-system").failed().text())
        .contains(
            "secrets is forbidden: User \"system:node:node-1\" cannot list resource \"secrets\"");
    cluster.kubectlSays(
        "create", "secret", "generic", "not-mounted", "--from-literal=value=hidden");
    assertThat(node("node-1", "get", "secret", "not-mounted").failed().text())
        .contains("forbidden")
        .doesNotContain("hidden");
    cluster.kubectlSays("delete", "secret", "not-mounted");
  }

  @Test
  void aNodeWritesNoOtherNodeAndNoWorkloads() {
    assertThat(node("node-1", "label", "node", "node-2", "mine=yes").failed().text())
        .contains("orbidden");
    assertThat(node("node-1", "create", "deployment", "mine", "--image=x").failed().text())
        .contains("forbidden");
    assertThat(node("node-1", "delete", "node", "node-2").failed().text()).contains("orbidden");
  }

  @Test
  void aUserWithoutARoleMayDoNothing() {
    assertThat(cluster.kubectl("get", "pods", "--as", "stranger").failed().text())
        .contains("pods is forbidden: User \"stranger\" cannot list resource \"pods\"");
  }

  @Test
  void aRoleGivesWhatItSaysAndNoMore() {
    cluster.kubectlSays("create", "role", "reader", "--verb=get,list", "--resource=configmaps");
    cluster.kubectlSays("create", "rolebinding", "reader", "--role=reader", "--user=reader");

    cluster.kubectl("get", "configmaps", "--as", "reader").succeeded();
    cluster.kubectl("get", "secrets", "--as", "reader").failed();
    cluster.kubectl("delete", "configmap", "kube-root-ca.crt", "--as", "reader").failed();

    cluster.kubectlSays("delete", "rolebinding,role", "reader");
  }

  @Test
  void whoMayOnlyGetDoesNotRunCommands() {
    cluster.kubectlSays("create", "role", "onlooker", "--verb=get", "--resource=pods,pods/exec");
    cluster.kubectlSays("create", "rolebinding", "onlooker", "--role=onlooker", "--user=onlooker");

    String exec = "/api/v1/namespaces/default/pods/any/exec?command=id&stdout=true";
    assertThat(cluster.kubectl("get", "--raw", exec, "--as", "onlooker").failed().text())
        .contains("User \"onlooker\" cannot create resource \"pods/exec\"");

    cluster.kubectlSays("delete", "rolebinding,role", "onlooker");
  }

  @Test
  void secretsAreInNoLog() throws IOException {
    String secret = "hidden-word-" + cluster.port();
    cluster.kubectlSays("create", "secret", "generic", "logged", "--from-literal=value=" + secret);
    cluster.kubectlSays("delete", "secret", "logged");

    try (Stream<Path> files = Files.walk(cluster.data())) {
      for (Path log : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".log"))::iterator) {
        assertThat(Files.readString(log)).as("%s", log).doesNotContain(secret, "PRIVATE KEY");
      }
    }
  }

  private Output node(String name, String... arguments) {
    String identity = cluster.data().resolve("agents/" + name + "/pki/client.pem").toString();
    List<String> all = new ArrayList<>();
    all.addAll(List.of("--client-certificate", identity, "--client-key", identity));
    all.addAll(List.of(arguments));
    return run(all.toArray(String[]::new));
  }

  private int statusForNobody(String path) {
    return new Https(cluster).get("", path).statusCode();
  }

  private List<String> authority() {
    return List.of("--certificate-authority", cluster.data().resolve("pki/ca.crt").toString());
  }

  private Output run(String... arguments) {
    List<String> line = new ArrayList<>();
    line.addAll(List.of("kubectl", "--kubeconfig", "/dev/null", "--server", cluster.url()));
    line.addAll(authority());
    line.addAll(List.of(arguments));
    return Cluster.run(line);
  }
}
