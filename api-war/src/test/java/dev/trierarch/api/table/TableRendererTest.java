package dev.trierarch.api.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.api.Objects;
import dev.trierarch.api.resource.Json;
import dev.trierarch.api.table.TableRenderer.IncludeObject;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class TableRendererTest {

  private final Objects objects = new Objects();

  private ObjectNode table(IncludeObject include) {
    ObjectNode object =
        objects.put("configmaps", "default", "cm", "{data: {a: x, b: y}}").object().tree();
    return new TableRenderer(objects.type("configmaps").columns(), "v1", include, objects.clock)
        .single(object, true);
  }

  @Test
  void cellsStandUnderTheirColumns() {
    ObjectNode table = table(IncludeObject.METADATA);
    assertThat(Json.text(table, "kind")).isEqualTo("Table");
    assertThat(Json.text(table, "apiVersion")).isEqualTo("meta.k8s.io/v1");
    assertThat(table.at("/columnDefinitions/0/name").stringValue()).isEqualTo("Name");
    assertThat(table.at("/columnDefinitions/0/format").stringValue()).isEqualTo("name");
    assertThat(Json.MAPPER.writeValueAsString(table.at("/rows/0/cells")))
        .isEqualTo("[\"cm\",2,\"4m5s\"]");
  }

  @Test
  void aRowCarriesAsMuchOfItsObjectAsIsAsked() {
    assertThat(table(IncludeObject.METADATA).at("/rows/0/object/kind").stringValue())
        .isEqualTo("PartialObjectMetadata");
    assertThat(table(IncludeObject.METADATA).at("/rows/0/object").has("data")).isFalse();
    assertThat(table(IncludeObject.OBJECT).at("/rows/0/object/data/a").stringValue())
        .isEqualTo("x");
    assertThat(table(IncludeObject.NONE).at("/rows/0/object").isNull()).isTrue();
  }

  @Test
  void theRowOfAPodThatHasEndedSaysSo() {
    assertThat(conditionsOfAPod("Succeeded").at("/0/reason").stringValue()).isEqualTo("Succeeded");
    assertThat(conditionsOfAPod("Failed").at("/0/type").stringValue()).isEqualTo("Completed");
    assertThat(conditionsOfAPod("Running").isMissingNode()).isTrue();
  }

  private JsonNode conditionsOfAPod(String phase) {
    ObjectNode pod =
        objects.put("pods", "default", "web", "{status: {phase: " + phase + "}}").object().tree();
    return new TableRenderer(
            objects.type("pods").columns(), "v1", IncludeObject.NONE, objects.clock)
        .row(pod)
        .path("conditions");
  }

  @Test
  void anUnknownAmountIsRefused() {
    assertThat(IncludeObject.parse("")).isEqualTo(IncludeObject.METADATA);
    assertThatThrownBy(() -> IncludeObject.parse("Some")).hasMessageContaining("\"Some\"");
  }
}
