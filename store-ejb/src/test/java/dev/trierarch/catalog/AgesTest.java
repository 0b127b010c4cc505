package dev.trierarch.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.JsonNodeFactory;

class AgesTest {

  @ParameterizedTest
  @CsvSource({
    "PT-5S,<invalid>",
    "PT-1S,0s",
    "PT0S,0s",
    "PT119S,119s",
    "PT2M,2m",
    "PT2M5S,2m5s",
    "PT9M59S,9m59s",
    "PT10M3S,10m",
    "PT179M,179m",
    "PT3H,3h",
    "PT3H5M,3h5m",
    "PT8H5M,8h",
    "PT47H,47h",
    "P2D,2d",
    "P2DT3H,2d3h",
    "P8DT3H,8d",
    "P729D,729d",
    "P730D,2y",
    "P740D,2y10d",
    "P3000D,8y"
  })
  void durationsAreSaidAsKubectlSaysThem(Duration duration, String said) {
    assertThat(Ages.of(duration)).isEqualTo(said);
  }

  @Test
  void aMissingTimeIsUnknown() {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    assertThat(Ages.since(nodes.missingNode(), Instant.EPOCH)).isEqualTo("<unknown>");
    assertThat(Ages.since(nodes.stringNode("soon"), Instant.EPOCH)).isEqualTo("<unknown>");
    assertThat(
            Ages.since(
                nodes.stringNode("2026-01-01T00:00:00Z"), Instant.parse("2026-01-01T00:00:07Z")))
        .isEqualTo("7s");
  }
}
