package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.catalog.BuiltInCatalog;
import dev.trierarch.catalog.ConformanceEndpoints;
import dev.trierarch.catalog.ConformanceEndpoints.Endpoint;
import dev.trierarch.catalog.ResourceType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every endpoint that Kubernetes' conformance exercises answers with upstream's code. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EveryEndpointIT {

  private final Workspace workspace;
  private final EveryKind objects;
  private final Set<String> called = new TreeSet<>();

  EveryEndpointIT(Workspace workspace) {
    this.workspace = workspace;
    this.objects = new EveryKind(workspace.namespace());
  }

  static Stream<Named<ResourceType>> keptKinds() {
    return new BuiltInCatalog()
        .types().stream()
            .filter(ResourceType::stored)
            .map(type -> Named.of(type.apiVersion() + " " + type.kind(), type));
  }

  @ParameterizedTest
  @MethodSource("keptKinds")
  @Order(1)
  void aKindIsCreatedListedWatchedReadPatchedReplacedAndDeleted(ResourceType type) {
    called.addAll(
        new KindWalk(workspace.http(), type, objects.of(type), workspace.namespace()).walk());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "authentication.k8s.io/v1/tokenreviews {\"spec\":{\"token\":\"nobody's\"}}",
        "authorization.k8s.io/v1/selfsubjectaccessreviews"
            + " {\"spec\":{\"resourceAttributes\":{\"verb\":\"get\",\"resource\":\"pods\"}}}",
        "authorization.k8s.io/v1/subjectaccessreviews"
            + " {\"spec\":{\"user\":\"a\",\"nonResourceAttributes\":{\"path\":\"/\",\"verb\":\"get\"}}}",
        "authorization.k8s.io/v1/namespaces/NAMESPACE/localsubjectaccessreviews"
            + " {\"spec\":{\"user\":\"a\",\"resourceAttributes\":"
            + "{\"namespace\":\"NAMESPACE\",\"verb\":\"get\",\"resource\":\"pods\"}}}"
      })
  @Order(2)
  void aReviewIsAnsweredOnTheSpot(String review) {
    String[] words = review.replace("NAMESPACE", workspace.namespace()).split(" ", 2);
    workspace.http().post("/apis/" + words[0], words[1]).is(201);
    called.add("post /apis/" + words[0].replace(workspace.namespace(), "{namespace}"));
  }

  @Test
  @Order(3)
  void theServerDescribesEachGroupAndVersion() {
    for (Endpoint endpoint : ConformanceEndpoints.all()) {
      if (endpoint.isDiscovery()) {
        workspace.http().get(endpoint.path()).is(200);
        called.add(endpoint.action() + " " + endpoint.path());
      }
    }
  }

  @Test
  @Order(4)
  void podsAndServicesAreAskedThroughTheServerByEveryMethod() {
    ProxyIT.startHello(workspace);
    for (Endpoint endpoint : ConformanceEndpoints.all()) {
      if (endpoint.path().contains("/proxy")) {
        String name = endpoint.path().contains("/pods/") ? "hello" : "plain";
        String path =
            endpoint
                .path()
                .replace("{namespace}", workspace.namespace())
                .replace("{name}", name)
                .replace("{path}", "some/path?method=" + method(endpoint));
        boolean bareRead =
            path.endsWith("/proxy") && Set.of("GET", "HEAD").contains(method(endpoint));
        workspace.http().send(method(endpoint), path, "").is(bareRead ? 301 : 200);
        called.add(endpoint.operation());
      }
    }
  }

  @Test
  @Order(5)
  void aCommandRunsInAContainer() {
    assertThat(workspace.kubectlSays("exec", "hello", "--", "/opt/java/bin/java", "--version"))
        .contains("Runtime Environment");
    called.add("connectCoreV1GetNamespacedPodExec");
  }

  /** {@code connectCoreV1PatchNamespacedPodProxy} is called by PATCH. */
  private static String method(Endpoint endpoint) {
    return endpoint
        .operation()
        .replaceAll("connectCoreV1([A-Z][a-z]+).*", "$1")
        .toUpperCase(Locale.ROOT);
  }

  @Test
  @Order(6)
  void nothingOfTheTargetIsLeftOut() {
    List<String> left =
        ConformanceEndpoints.all().stream()
            .filter(endpoint -> !called.contains(endpoint.operation()))
            .map(endpoint -> endpoint.action() + " " + endpoint.path())
            .filter(endpoint -> !called.contains(endpoint))
            .toList();
    assertThat(left).isEmpty();
  }
}
