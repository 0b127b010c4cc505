package dev.trierarch.api.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.api.resource.Form.Offer;
import dev.trierarch.registry.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                                    | JSON | WHOLE            | ''
          */*                                                                   | JSON | WHOLE            | ''
          application/json                                                      | JSON | WHOLE            | ''
          application/yaml                                                      | YAML | WHOLE            | ''
          application/vnd.kubernetes.protobuf,application/json                  | PROTOBUF | WHOLE        | ''
          application/vnd.kubernetes.protobuf;stream=watch,application/json     | PROTOBUF | WHOLE        | ''
          application/json,application/vnd.kubernetes.protobuf                  | JSON | WHOLE            | ''
          application/json;q=0.5,application/vnd.kubernetes.protobuf;q=0.9      | PROTOBUF | WHOLE        | ''
          application/cbor,application/yaml                                     | YAML | WHOLE            | ''
          */*,application/*,application/yaml                                    | YAML | WHOLE            | ''
          */*,application/*                                                     | JSON | WHOLE            | ''
          application/json;q=0,application/yaml                                 | YAML | WHOLE            | ''
          application/vnd.kubernetes.protobuf;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1;g=meta.k8s.io | JSON | TABLE | v1
          application/yaml;stream=watch,application/json;stream=watch           | JSON | WHOLE            | ''
          application/yaml;as=Table;v=v1;g=meta.k8s.io                          | YAML | TABLE            | v1
          application/json;as=Nothing;v=v1;g=meta.k8s.io,application/yaml       | YAML | WHOLE            | ''
          application/json;as=Table;v=v1;g=meta.k8s.io,application/json         | JSON | TABLE            | v1
          application/json;as=Table;v=v1beta1;g=meta.k8s.io                     | JSON | TABLE            | v1beta1
          application/json;as=Table;v=v7;g=meta.k8s.io,application/json         | JSON | WHOLE            | ''
          application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1      | JSON | PARTIAL_METADATA | v1
          application/yaml;q=0.5,application/json                               | JSON | WHOLE            | ''
          application/vnd.kubernetes.protobuf;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1 | PROTOBUF | PARTIAL_METADATA | v1
          """)
  void theFirstServedFormIsTaken(
      String accept, Form.Encoding encoding, Form.View view, String metaVersion) {
    assertThat(Form.negotiate(accept, Offer.EVERYTHING))
        .isEqualTo(new Form(encoding, view, metaVersion));
  }

  @Test
  void kindsOfOtherMakersHaveNoProtobufButTheirMetadataHas() {
    String protobuf = "application/vnd.kubernetes.protobuf";
    assertThat(Form.negotiate(protobuf + ",application/json", Offer.TEXT).encoding())
        .isEqualTo(Form.Encoding.JSON);
    assertThat(
            Form.negotiate(protobuf + ";as=PartialObjectMetadata;g=meta.k8s.io;v=v1", Offer.TEXT)
                .encoding())
        .isEqualTo(Form.Encoding.PROTOBUF);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/cbor",
        "text/plain",
        "application/json;as=Table;v=v3;g=meta.k8s.io",
        "application/json;stream=log",
        "application/json;q=0"
      })
  void whatNobodyServesIsNotAcceptable(String accept) {
    assertThatThrownBy(() -> Form.negotiate(accept, Offer.EVERYTHING))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.code()).isEqualTo(406))
        .hasMessage(
            "only the following media types are accepted: application/json, application/yaml,"
                + " application/vnd.kubernetes.protobuf");
  }

  @Test
  void aRefusalIsToldInTheEncodingOfAnswers() {
    assertThat(Form.encodingOfRefusals("application/vnd.kubernetes.protobuf,application/json"))
        .isEqualTo(Form.Encoding.PROTOBUF);
    assertThat(Form.encodingOfRefusals("application/json;as=Table;v=v1;g=meta.k8s.io"))
        .isEqualTo(Form.Encoding.JSON);
    assertThat(Form.encodingOfRefusals("text/plain")).isEqualTo(Form.Encoding.JSON);
  }
}
