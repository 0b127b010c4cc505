package dev.trierarch.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltInCatalogTest {

  private final Catalog catalog = new BuiltInCatalog();

  @Test
  void everyConformanceEndpointOfAResourceIsInTheCatalog() {
    assertThat(ConformanceEndpoints.all())
        .filteredOn(endpoint -> !endpoint.isDiscovery())
        .hasSizeGreaterThan(400)
        .allSatisfy(endpoint -> assertThat(endpoint.servedBy(catalog)).isTrue());
  }

  @Test
  void aTypeIsFoundByPluralKindGroupResourceAndModel() {
    ResourceType deployments = catalog.byPlural("apps", "v1", "deployments").orElseThrow();
    assertThat(catalog.byKind("apps/v1", "Deployment")).contains(deployments);
    assertThat(catalog.byGroupResource("deployments.apps")).contains(deployments);
    assertThat(catalog.ofModel(Deployment.class)).isSameAs(deployments);
    assertThat(catalog.byPlural("", "v1", "deployments")).isEmpty();
  }

  @Test
  void aModelThatIsNoKindIsRefusedByName() {
    assertThatThrownBy(() -> catalog.ofModel(GenericKubernetesResource.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("GenericKubernetesResource");
  }

  @Test
  void scopeAgreesWithTheModel() {
    assertThat(catalog.types())
        .allSatisfy(
            type ->
                assertThat(type.namespaced())
                    .as(type.kind())
                    .isEqualTo(Namespaced.class.isAssignableFrom(type.model())));
  }

  @Test
  void discoveryBeginsWithCoreAndListsAGroupInOrder() {
    List<ResourceType> core =
        catalog.types().stream().filter(type -> type.group().isEmpty()).toList();
    assertThat(catalog.types()).startsWith(core.toArray(new ResourceType[0]));
    assertThat(core).extracting(ResourceType::plural).isSorted();
  }

  @ParameterizedTest
  @CsvSource({
    "'',bindings", "'',componentstatuses",
    "authentication.k8s.io,tokenreviews", "authorization.k8s.io,subjectaccessreviews"
  })
  void answersAreNotStored(String group, String plural) {
    assertThat(catalog.byPlural(group, "v1", plural).orElseThrow().stored()).isFalse();
  }

  @Test
  void bothShapesOfEventShareOneStorage() {
    assertThat(catalog.byPlural("events.k8s.io", "v1", "events").orElseThrow().groupResource())
        .isEqualTo("events");
    assertThat(catalog.byGroupResource("events").orElseThrow().apiVersion()).isEqualTo("v1");
  }

  @Test
  void bothVersionsOfHorizontalPodAutoscalerShareOneStorage() {
    String stored = "horizontalpodautoscalers.autoscaling";
    assertThat(catalog.byGroupResource(stored).orElseThrow().version()).isEqualTo("v2");
    assertThat(
            catalog
                .byPlural("autoscaling", "v1", "horizontalpodautoscalers")
                .orElseThrow()
                .groupResource())
        .isEqualTo(stored);
  }

  @Test
  void everySubresourceSaysItsKindAndVerbs() {
    for (ResourceType type : catalog.types()) {
      for (String name : type.subresources()) {
        assertThat(Subresource.of(type, name).verbs()).isNotEmpty();
      }
    }
    ResourceType pods = catalog.ofModel(Pod.class);
    assertThat(Subresource.of(pods, "exec").kind()).isEqualTo("PodExecOptions");
    assertThat(Subresource.of(pods, "eviction").group()).isEqualTo("policy");
  }
}
