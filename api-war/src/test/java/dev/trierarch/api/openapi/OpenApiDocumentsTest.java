package dev.trierarch.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.api.resource.Json;
import dev.trierarch.catalog.BuiltInCatalog;
import dev.trierarch.catalog.Catalog;
import dev.trierarch.catalog.ResourceType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiDocumentsTest {

  private final Catalog catalog = new BuiltInCatalog();
  private final OpenApiDocuments documents = new OpenApiDocuments(catalog);

  @Test
  void everyGroupAndVersionHasADocumentThatIsWhole() {
    for (ResourceType type : catalog.types()) {
      String path = (type.group().isEmpty() ? "api/" : "apis/") + type.apiVersion();
      JsonNode document = Json.MAPPER.readTree(documents.version3(path).orElseThrow());
      List<String> references = new ArrayList<>();
      collectReferences(document, references);
      JsonNode schemas = document.at("/components/schemas");
      assertThat(references)
          .allSatisfy(
              reference ->
                  assertThat(schemas.has(reference.substring("#/components/schemas/".length())))
                      .as(path + " " + reference)
                      .isTrue());
    }
    assertThat(documents.version3("apis/nobody/v1")).isEmpty();
  }

  private static void collectReferences(JsonNode node, List<String> references) {
    if (node.has("$ref") && node.get("$ref").isString()) {
      references.add(node.get("$ref").stringValue());
    }
    node.forEach(child -> collectReferences(child, references));
  }

  @Test
  void thePatchOfAKindSaysThatFieldsAreValidatedAndDryRunsAreTaken() {
    JsonNode document = Json.MAPPER.readTree(documents.version3("apis/apps/v1").orElseThrow());
    JsonNode patch =
        document
            .path("paths")
            .path("/apis/apps/v1/namespaces/{namespace}/deployments/{name}")
            .path("patch");
    assertThat(patch.at("/x-kubernetes-group-version-kind/kind").stringValue())
        .isEqualTo("Deployment");
    List<String> parameters = new ArrayList<>();
    patch.path("parameters").forEach(each -> parameters.add(Json.text(each, "name")));
    assertThat(parameters).contains("fieldValidation", "dryRun", "fieldManager", "force");
  }

  @Test
  void theIndexNamesEachDocumentWithItsTag() {
    JsonNode core = documents.index().path("paths").path("api/v1");
    assertThat(Json.text(core, "serverRelativeURL"))
        .matches("/openapi/v3/api/v1\\?hash=[0-9A-F]{128}");
  }

  @Test
  void theProtobufFormCarriesTheSameWords() {
    String encoded =
        new String(documents.version2Protobuf(), java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(encoded)
        .contains("io.k8s.api.core.v1.Pod", "x-kubernetes-patch-merge-key", "livenessProbe");
  }
}
