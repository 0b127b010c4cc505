package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program in a pod speaks to the API with what it finds there, and nothing else. */
@Tag("root")
@Tag("kubectl")
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InPodIT {

  /** The image holds no tools: the machine's own kubectl is lent to it, without a configuration. */
  private static final String KUBECTL =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: asks}
      spec:
        restartPolicy: Never
        volumes: [{name: tools, hostPath: {path: "%s"}}]
        containers:
        - name: main
          image: "localhost/trierarch/hello:1"
          command: [/tools/kubectl, auth, whoami, --output=json]
          volumeMounts: [{name: tools, mountPath: /tools, readOnly: true}]
      """;

  private final Workspace workspace;

  InPodIT(Workspace workspace) {
    this.workspace = workspace;
  }

  @Test
  void aPodSpeaksToTheApiAsItsAccount() {
    workspace.kubectlReads(KUBECTL.formatted(directoryOf("kubectl")), "create").succeeded();
    Cluster.awaitValue("Succeeded", Duration.ofSeconds(60), () -> field("{.status.phase}"));

    String says = workspace.kubectlSays("logs", "asks");
    JsonNode user = JsonMapper.shared().readTree(says).at("/status/userInfo");
    assertThat(user.path("username").asString())
        .isEqualTo("system:serviceaccount:" + workspace.namespace() + ":default");
    JsonNode extra = user.path("extra");
    String prefix = "authentication.kubernetes.io/";
    assertThat(extra.path(prefix + "pod-name").path(0).asString()).isEqualTo("asks");
    assertThat(extra.path(prefix + "pod-uid").path(0).asString())
        .isEqualTo(field("{.metadata.uid}"));
    assertThat(extra.path(prefix + "node-name").path(0).asString())
        .isEqualTo(field("{.spec.nodeName}"));
  }

  private String field(String path) {
    return workspace.kubectlSays("get", "pod", "asks", "--output=jsonpath=" + path);
  }

  /** The folder of the program that the search path finds, links followed. */
  private static Path directoryOf(String program) {
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(System.getenv("PATH"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .map(InPodIT::real)
        .orElseThrow()
        .getParent();
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
