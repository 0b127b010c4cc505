package dev.trierarch.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.catalog.ConformanceEndpoints;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiDocumentsTest {

  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options");

  private static JsonNode document(String name) throws IOException {
    try (InputStream in =
        OpenApiDocumentsTest.class.getResourceAsStream("/schema/openapi/" + name)) {
      return JsonMapper.shared().readTree(in.readAllBytes());
    }
  }

  @Test
  void everyConformanceOperationOfAResourceIsDescribedUnderItsName() throws IOException {
    Set<String> described = new TreeSet<>();
    document("v2.json")
        .path("paths")
        .forEach(
            path ->
                METHODS.forEach(
                    method -> described.add(path.path(method).path("operationId").asString(""))));
    Set<String> missing = new TreeSet<>();
    ConformanceEndpoints.all().stream()
        .filter(endpoint -> !endpoint.isDiscovery())
        .map(ConformanceEndpoints.Endpoint::operation)
        .filter(operation -> !described.contains(operation))
        .forEach(missing::add);
    assertThat(missing).isEmpty();
  }

  @Test
  void aFieldThatRefersToAnotherDefinitionIsDescribedToo() throws IOException {
    JsonNode schemas = document("v3/api/v1.json").at("/components/schemas");

    assertThat(description(schemas, "Container", "livenessProbe"))
        .startsWith("Periodic probe of container liveness. Container will be restarted")
        .doesNotContain("+optional");
    assertThat(description(schemas, "Probe", "exec")).contains("command to execute");
  }

  private static String description(JsonNode schemas, String definition, String field) {
    return schemas
        .at("/io.k8s.api.core.v1." + definition + "/properties/" + field + "/description")
        .asString();
  }

  @Test
  void everyReferenceOfADocumentLeadsSomewhere() throws IOException {
    JsonNode document = document("v3/apis/apps/v1.json");
    JsonNode schemas = document.path("components").path("schemas");
    document
        .findValues("$ref")
        .forEach(
            reference -> {
              String name = reference.asString("");
              assertThat(schemas.has(name.substring(name.lastIndexOf('/') + 1))).as(name).isTrue();
            });
  }

  @Test
  void aPatchSaysThatItCanBeTriedOut() throws IOException {
    JsonNode patch =
        document("v3/apis/apps/v1.json")
            .path("paths")
            .path("/apis/apps/v1/namespaces/{namespace}/deployments/{name}")
            .path("patch");
    assertThat(patch.path("x-kubernetes-group-version-kind").path("kind").asString(""))
        .isEqualTo("Deployment");
    assertThat(patch.path("parameters").findValuesAsString("name"))
        .contains("dryRun", "fieldManager", "fieldValidation", "force");
  }

  @Test
  void aFieldIsExplainedAndSaysHowItMerges() throws IOException {
    JsonNode container =
        document("v3/api/v1.json")
            .path("components")
            .path("schemas")
            .path("io.k8s.api.core.v1.PodSpec")
            .path("properties")
            .path("containers");
    assertThat(container.path("description").asString("")).startsWith("List of containers");
    assertThat(container.path("x-kubernetes-patch-merge-key").asString("")).isEqualTo("name");
    assertThat(container.path("x-kubernetes-list-type").asString("")).isEqualTo("map");
  }
}
