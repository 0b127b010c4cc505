package dev.trierarch.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class DocumentsTest {

  private static String encodedAt(String json, long revision) {
    ObjectNode object = KubernetesJson.parse(json.getBytes(StandardCharsets.UTF_8));
    return new String(
        Documents.atRevision(Documents.encode(object), revision), StandardCharsets.UTF_8);
  }

  @Test
  void theRevisionFillsTheGapInTheMetadata() {
    assertThat(encodedAt("{'metadata':{'name':'a'}}".replace('\'', '"'), 42))
        .isEqualTo("{'metadata':{'name':'a','resourceVersion':'42'}}".replace('\'', '"'));
  }

  @Test
  void aResourceVersionThatTheObjectCarriesIsReplaced() {
    String json = "{'metadata':{'resourceVersion':'7','name':'a'}}".replace('\'', '"');
    assertThat(encodedAt(json, 8))
        .isEqualTo("{'metadata':{'resourceVersion':'8','name':'a'}}".replace('\'', '"'));
  }

  @Test
  void apiVersionKindAndMetadataStandFirst() {
    String json =
        "{'spec':{'x':1},'metadata':{},'kind':'Pod','apiVersion':'v1'}".replace('\'', '"');
    assertThat(encodedAt(json, 3))
        .isEqualTo(
            "{'apiVersion':'v1','kind':'Pod','metadata':{'resourceVersion':'3'},'spec':{'x':1}}"
                .replace('\'', '"'));
  }

  @Test
  void textThatNeedsEscapesOrIsNotAsciiSurvives() {
    String json = "{'metadata':{'name':'ä\\\"€😀'}}".replace('\'', '"');
    ObjectNode again = KubernetesJson.parse(encodedAt(json, 5).getBytes(StandardCharsets.UTF_8));
    assertThat(again.get("metadata").get("name").asString()).isEqualTo("ä\"€😀");
    assertThat(again.get("metadata").get("resourceVersion").asString()).isEqualTo("5");
  }
}
