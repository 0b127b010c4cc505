package dev.trierarch.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.catalog.ObjectKind;
import dev.trierarch.registry.WriteOptions.FieldValidation;
import dev.trierarch.schema.Schemas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class KindDecoderTest {

  private static final ObjectKind TOKEN_REQUEST =
      new ObjectKind("authentication.k8s.io/v1", "TokenRequest");

  private final KindDecoder decoder = new KindDecoder(Schemas.builtIn());

  private KindDecoder.Read read(String json, FieldValidation validation) {
    ObjectNode tree = (ObjectNode) JsonMapper.shared().readTree(json.replace('\'', '"'));
    return decoder.read(TOKEN_REQUEST, tree, validation);
  }

  @Test
  void whatSaysNothingOfItselfIsTakenForTheKindThatBelongsThere() {
    KindDecoder.Read read =
        read("{'spec':{'audiences':[],'expirationSeconds':600}}", FieldValidation.STRICT);
    assertThat(read.object())
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"spec":{"expirationSeconds":600},"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest"}
                    """));
    assertThat(read.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'kind':'ServiceAccount','apiVersion':'v1'}  | ServiceAccount in version "v1" cannot be handled as a TokenRequest: the kind does not match
          {'apiVersion':'v1'}                          | the API version in the data (v1) does not match the expected API version (authentication.k8s.io/v1)
          {'metadata':{'creationTimestamp':'x'}}       | parsing time "x"
          {'spec':{'audiences':'a'}}                   | cannot unmarshal string into Go struct field TokenRequestSpec.spec.audiences
          {'spec':{'expirationSeconds':'long'}}        | cannot unmarshal string into Go struct field TokenRequestSpec.spec.expirationSeconds
          {'spec':{'audience':'a'}}                    | strict decoding error: unknown field "spec.audience"
          """)
  void anotherKindOrShapeIsRefused(String json, String says) {
    assertThatThrownBy(() -> read(json, FieldValidation.STRICT))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(400))
        .hasMessageContaining(says);
  }

  @Test
  void anUnknownFieldIsLeftOutAndWarnedOf() {
    KindDecoder.Read read = read("{'spec':{'audience':'a'}}", FieldValidation.WARN);
    assertThat(read.warnings()).containsExactly("unknown field \"spec.audience\"");
    assertThat(read.object().path("spec").has("audience")).isFalse();
  }
}
