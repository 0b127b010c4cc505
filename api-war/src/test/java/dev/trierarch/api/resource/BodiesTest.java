package dev.trierarch.api.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.catalog.ObjectKind;
import dev.trierarch.registry.ApiException;
import dev.trierarch.registry.WriteOptions.FieldValidation;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodiesTest {

  private static final ObjectKind POD = new ObjectKind("v1", "Pod");

  private static RequestBody body(String mediaType, String text) {
    return new RequestBody(text.getBytes(StandardCharsets.UTF_8), mediaType);
  }

  @Test
  void yamlIsReadAsJsonIs() {
    String yaml = "kind: Pod\nmetadata:\n  labels: {a: 'true', b: \"1\"}\nspec:\n  n: 3\n";
    String json =
        "{\"kind\":\"Pod\",\"metadata\":{\"labels\":{\"a\":\"true\",\"b\":\"1\"}},\"spec\":{\"n\":3}}";
    assertThat(Bodies.object(body("application/yaml", yaml), POD, FieldValidation.WARN).tree())
        .isEqualTo(Bodies.object(body("application/json", json), POD, FieldValidation.WARN).tree());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":{\"b\":\"1\"}}", "{a: {b: '1'}}", "a:\n  b: '1'\n"})
  void yamlMayLookLikeJson(String text) {
    Bodies.Body read = Bodies.yaml(body("", text), "Pod", FieldValidation.STRICT);
    assertThat(read.tree().at("/a/b").asString()).isEqualTo("1");
  }

  @Test
  void aFieldNamedTwiceIsWarnedOfAndTheLastCounts() {
    Bodies.Body read =
        Bodies.object(
            body("application/json", "{\"a\":{\"b\":[{\"c\":1,\"c\":2}]}}"),
            POD,
            FieldValidation.WARN);
    assertThat(read.warnings()).containsExactly("duplicate field \"a.b[0].c\"");
    assertThat(read.tree().at("/a/b/0/c").intValue()).isEqualTo(2);
  }

  @Test
  void strictValidationRefusesAFieldThatIsAppliedTwice() {
    assertThatThrownBy(
            () ->
                Bodies.yaml(
                    body("application/yaml", "{\"a\":1,\"a\":2}"), "Pod", FieldValidation.STRICT))
        .hasMessage("strict decoding error: duplicate field \"a\"");
  }

  @Test
  void strictValidationSaysAllThatIsWrongWithTheFieldsInTheirOrder() {
    ObjectKind configMaps = new ObjectKind("v1", "ConfigMap");
    String text = "{\"nothing\":1,\"data\":{\"a\":\"1\",\"a\":\"2\"},\"more\":3}";
    assertThatThrownBy(
            () -> Bodies.object(body("application/json", text), configMaps, FieldValidation.STRICT))
        .hasMessage(
            "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error:"
                + " unknown field \"nothing\", duplicate field \"data.a\", unknown field \"more\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "{\"a\":}", "[1]", "null", "{} {}", "{\"a\":1e999999999999}", "\u0000"})
  void whatIsNoObjectIsABadRequest(String text) {
    assertThatThrownBy(
            () -> Bodies.object(body("application/json", text), POD, FieldValidation.WARN))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.code()).isEqualTo(400));
  }

  @Test
  void aBombOfBracketsIsABadRequest() {
    String bomb = "{\"a\":" + "[".repeat(100_000);
    assertThatThrownBy(
            () -> Bodies.object(body("application/json", bomb), POD, FieldValidation.WARN))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.code()).isEqualTo(400));
  }

  @Test
  void anotherEncodingIsUnsupported() {
    assertThatThrownBy(
            () -> Bodies.object(body("application/xml", "<a/>"), POD, FieldValidation.WARN))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.code()).isEqualTo(415));
  }

  @Test
  void timesAreQuotedInYaml() {
    var tree =
        Json.object().put("time", "2026-01-01T00:00:00Z").put("number", "12").put("name", "web");
    assertThat(new String(Json.yamlBytes(tree), StandardCharsets.UTF_8))
        .isEqualTo("time: \"2026-01-01T00:00:00Z\"\nnumber: \"12\"\nname: web\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/yaml"})
  void brokenUtf8IsABadRequestThatNamesNoClass(String mediaType) {
    byte[] broken = "{\"a\": \"b?\"}".getBytes(StandardCharsets.UTF_8);
    broken[8] = (byte) 0xC3;
    assertThatThrownBy(
            () -> Bodies.object(new RequestBody(broken, mediaType), POD, FieldValidation.WARN))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("UTF-8")
        .hasMessageNotContaining("Exception");
  }
}
