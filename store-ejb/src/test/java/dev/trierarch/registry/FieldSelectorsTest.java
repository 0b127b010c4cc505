package dev.trierarch.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.store.StoredObject;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class FieldSelectorsTest {

  private static final ResourceType PODS =
      ResourceType.namespaced("pods", Pod.class)
          .strategy(
              new DefaultStrategy() {
                @Override
                public Map<String, String> selectableFields(JsonNode pod) {
                  return Map.of("spec.nodeName", Trees.text(pod, "spec", "nodeName"));
                }
              })
          .build();

  private final Cluster cluster = new Cluster();

  private StoredObject pod() {
    cluster.create(
        "pods", "default", "{metadata: {name: web}, spec: {containers: [{name: c, image: i}]}}");
    return cluster.registry.bind("default", "web", "a,b=c", Cluster.admin()).object();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                     | true",
        "metadata.name=web                      | true",
        "metadata.name==web                     | true",
        "metadata.name!=web                     | false",
        "metadata.namespace=other               | false",
        "spec.nodeName=a\\,b\\=c                | true",
        "spec.nodeName!=a\\,b\\=c               | false",
        "metadata.name=web,spec.nodeName=n2     | false",
      })
  void aSelectorMatchesByNameAndByTheFieldsOfTheKind(String selector, boolean matches) {
    assertThat(FieldSelectors.parse(PODS, selector).matches(pod())).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "status.hostIP=x | field label not supported: status.hostIP",
        "name            | invalid selector: 'name'; can't understand 'name'",
        "metadata.name=a=b | invalid selector: 'metadata.name=a=b'; invalid field value, unescaped character '='",
      })
  void whatIsNoSelectorOfTheKindIsRefused(String selector, String message) {
    assertThatThrownBy(() -> FieldSelectors.parse(PODS, selector))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.code()).isEqualTo(400))
        .hasMessage(message);
  }

  @Test
  void aFieldFixedToOneValueCanBeLookedUpInAnIndex() {
    FieldQuery query = FieldSelectors.parse(PODS, "spec.nodeName=n1,metadata.name!=x");
    assertThat(query.exactValue("spec.nodeName")).contains("n1");
    assertThat(query.exactValue("metadata.name")).isEmpty();
  }
}
