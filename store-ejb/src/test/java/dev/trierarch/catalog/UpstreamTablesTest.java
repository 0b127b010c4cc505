package dev.trierarch.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Tables have upstream's columns, and say of objects what upstream says. */
class UpstreamTablesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T01:00:00Z");
  private static final Catalog CATALOG = new BuiltInCatalog();

  @Test
  void everyKindThatIsListedHasUpstreamsColumns() {
    Map<String, String> expected = new LinkedHashMap<>();
    text("/catalog/columns.csv")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" \\| "))
        .forEach(line -> expected.put(line[0], line[1]));
    Map<String, String> actual = new LinkedHashMap<>();
    CATALOG.types().stream()
        .filter(type -> type.hasVerb("list") && !type.group().equals("trierarch.dev"))
        .forEach(type -> actual.put(type.apiVersion() + "/" + type.kind(), columns(type)));
    assertThat(actual).containsExactlyInAnyOrderEntriesOf(expected);
  }

  private static String columns(ResourceType type) {
    return String.join(", ", type.columns().stream().map(UpstreamTablesTest::column).toList());
  }

  private static String column(Column column) {
    String type = column.type().equals("string") ? "" : ":" + column.type();
    return column.name() + type + (column.priority() == 0 ? "" : "*");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void cellsSayWhatUpstreamsSay(JsonNode example) {
    Map<String, Object> shown = shown(example);
    for (var cell : example.path("cells").properties()) {
      JsonNode value = cell.getValue();
      Object expected = value.isString() ? value.stringValue() : value;
      Object actual = shown.get(cell.getKey());
      Object comparable = value.isString() ? actual : Trees.yaml("v: " + actual).path("v");
      assertThat(comparable).as(cell.getKey()).isEqualTo(expected);
    }
  }

  private static Map<String, Object> shown(JsonNode example) {
    String kind = example.path("kind").stringValue();
    int slash = kind.lastIndexOf('/');
    ResourceType type =
        CATALOG.byKind(kind.substring(0, slash), kind.substring(slash + 1)).orElseThrow();
    Map<String, Object> cells = new LinkedHashMap<>();
    for (Column column : type.columns()) {
      cells.put(column.name(), column.cell().apply(example.path("object"), NOW));
    }
    return cells;
  }

  static Stream<Named<JsonNode>> examples() {
    List<Named<JsonNode>> examples = new ArrayList<>();
    for (JsonNode example : new YAMLMapper().readTree(text("/catalog/cells.yaml"))) {
      examples.add(Named.of(example.path("kind").stringValue() + example.path("cells"), example));
    }
    return examples.stream();
  }

  private static String text(String resource) {
    try (InputStream in = UpstreamTablesTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
