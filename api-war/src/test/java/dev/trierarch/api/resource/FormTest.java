package dev.trierarch.api.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.registry.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
          application/vnd.kubernetes.protobuf,application/json                  | JSON | WHOLE            | ''
          application/json;as=Table;v=v1;g=meta.k8s.io,application/json         | JSON | TABLE            | v1
          application/json;as=Table;v=v1beta1;g=meta.k8s.io                     | JSON | TABLE            | v1beta1
          application/json;as=Table;v=v7;g=meta.k8s.io,application/json         | JSON | WHOLE            | ''
          application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1      | JSON | PARTIAL_METADATA | v1
          application/yaml;q=0.5,application/json                               | JSON | WHOLE            | ''
          application/vnd.kubernetes.protobuf;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1 | JSON | PARTIAL_METADATA | v1
          """)
  void theFirstServedFormIsTaken(
      String accept, Form.Encoding encoding, Form.View view, String metaVersion) {
    assertThat(Form.negotiate(accept)).isEqualTo(new Form(encoding, view, metaVersion));
  }

  @Test
  void whatNobodyServesIsNotAcceptable() {
    assertThatThrownBy(() -> Form.negotiate("application/vnd.kubernetes.protobuf"))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.code()).isEqualTo(406));
  }
}
