package dev.trierarch.api.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.api.protobuf.ProtobufReader;
import dev.trierarch.api.protobuf.ProtobufWriter;
import dev.trierarch.api.resource.Json;
import dev.trierarch.catalog.BuiltInCatalog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class DiscoveryTest {

  private final Discovery discovery = new Discovery(new BuiltInCatalog());

  private static List<String> texts(JsonNode array, String field) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(Json.text(each, field)));
    return texts;
  }

  private static JsonNode named(JsonNode array, String field, String value) {
    for (JsonNode each : array) {
      if (Json.text(each, field).equals(value)) {
        return each;
      }
    }
    throw new AssertionError("no " + value);
  }

  @Test
  void aResourceAndItsSubresourcesAreListed() {
    JsonNode resources = discovery.resources("apps", "v1").orElseThrow().path("resources");
    assertThat(texts(resources, "name"))
        .contains("deployments", "deployments/scale", "deployments/status");
    JsonNode deployments = named(resources, "name", "deployments");
    assertThat(deployments.path("shortNames").get(0).stringValue()).isEqualTo("deploy");
    assertThat(deployments.path("namespaced").booleanValue()).isTrue();
    JsonNode scale = named(resources, "name", "deployments/scale");
    assertThat(Json.text(scale, "kind")).isEqualTo("Scale");
    assertThat(Json.text(scale, "group")).isEqualTo("autoscaling");
  }

  @Test
  void everyDocumentIsTheSameInProtobuf() {
    List<ObjectNode> documents =
        List.of(
            discovery.groupList(),
            discovery.group("apps").orElseThrow(),
            discovery.resources("", "v1").orElseThrow(),
            discovery.aggregated(true, "v2"),
            discovery.aggregated(false, "v2beta1"));
    for (ObjectNode document : documents) {
      assertThat(withoutEmpty(ProtobufReader.read(ProtobufWriter.object(document))))
          .isEqualTo(withoutEmpty(document));
    }
  }

  /** Protobuf has no empty lists, and the metadata of a list that says nothing is not sent. */
  private static JsonNode withoutEmpty(JsonNode node) {
    JsonNode copy = node.deepCopy();
    if (copy instanceof ObjectNode object) {
      object.properties().removeIf(each -> each.getValue().isArray() && each.getValue().isEmpty());
      object.properties().forEach(each -> each.setValue(withoutEmpty(each.getValue())));
    } else if (copy instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, withoutEmpty(array.get(i)));
      }
    }
    return copy;
  }

  @ParameterizedTest
  @CsvSource({
    "'', v1, pods, xPOwRZ+Yhw8=",
    "apps, v1, deployments, 8aSe+NMegvE=",
    "autoscaling, v1, horizontalpodautoscalers, qwQve8ut294=",
    "events.k8s.io, v1, events, r2yiGXH7wu8="
  })
  void aHashSaysInWhichVersionAKindIsStored(
      String group, String version, String plural, String hash) {
    JsonNode resources = discovery.resources(group, version).orElseThrow().path("resources");
    assertThat(Json.text(named(resources, "name", plural), "storageVersionHash")).isEqualTo(hash);
  }

  @Test
  void whatIsNotStoredHasNoHash() {
    JsonNode resources = discovery.resources("", "v1").orElseThrow().path("resources");
    assertThat(named(resources, "name", "bindings").has("storageVersionHash")).isFalse();
    assertThat(named(resources, "name", "pods/log").has("storageVersionHash")).isFalse();
  }

  @Test
  void everyGroupAndVersionHasItsPath() {
    List<String> paths = new ArrayList<>();
    discovery.paths().path("paths").forEach(path -> paths.add(path.stringValue()));
    assertThat(paths)
        .isSorted()
        .doesNotHaveDuplicates()
        .contains("/api", "/api/v1", "/apis", "/apis/apps", "/apis/autoscaling/v2", "/readyz");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                                             | application/json
          application/vnd.kubernetes.protobuf                                            | application/vnd.kubernetes.protobuf
          application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,*/*       | application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList
          application/json;g=apidiscovery.k8s.io;v=v3;as=APIGroupDiscoveryList,application/yaml | application/yaml
          application/vnd.kubernetes.protobuf;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList | application/vnd.kubernetes.protobuf;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList
          """)
  void theFormIsNegotiated(String accept, String contentType) {
    assertThat(DiscoveryForm.negotiate(accept).contentType()).isEqualTo(contentType);
  }

  @Test
  void theNewestVersionIsPreferred() {
    JsonNode group = discovery.group("autoscaling").orElseThrow();
    assertThat(texts(group.path("versions"), "version")).containsExactly("v2", "v1");
    assertThat(group.at("/preferredVersion/groupVersion").stringValue())
        .isEqualTo("autoscaling/v2");
  }

  @Test
  void coreIsNoNamedGroup() {
    assertThat(discovery.group("")).isEmpty();
    assertThat(texts(discovery.groupList().path("groups"), "name"))
        .contains("apps")
        .doesNotContain("");
    assertThat(discovery.resources("nobody", "v1")).isEmpty();
    assertThat(discovery.resources("", "v7")).isEmpty();
  }

  @Test
  void theAggregatedFormSaysTheSameAsTheSingleDocuments() {
    for (JsonNode group : discovery.aggregated(false, "v2").path("items")) {
      String name = group.at("/metadata/name").stringValue();
      for (JsonNode version : group.path("versions")) {
        JsonNode single = discovery.resources(name, Json.text(version, "version")).orElseThrow();
        List<String> aggregated = new ArrayList<>();
        for (JsonNode resource : version.path("resources")) {
          aggregated.add(Json.text(resource, "resource"));
          for (JsonNode sub : resource.path("subresources")) {
            aggregated.add(Json.text(resource, "resource") + "/" + Json.text(sub, "subresource"));
          }
        }
        assertThat(texts(single.path("resources"), "name")).isEqualTo(aggregated);
      }
    }
  }

  @Test
  void theCoreGroupStandsAlone() {
    JsonNode items = discovery.aggregated(true, "v2").path("items");
    assertThat(items).hasSize(1);
    JsonNode pods = named(items.at("/0/versions/0/resources"), "resource", "pods");
    assertThat(Json.text(pods, "scope")).isEqualTo("Namespaced");
    assertThat(texts(pods.path("subresources"), "subresource")).contains("log", "eviction");
  }
}
