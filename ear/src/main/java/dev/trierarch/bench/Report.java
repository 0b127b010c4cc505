package dev.trierarch.bench;

import dev.trierarch.launcher.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The machine and the rows, as text and as JSON. */
public record Report(Map<String, String> machine, List<Row> rows) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public String text() {
    StringBuilder text = new StringBuilder();
    machine.forEach((name, value) -> text.append("%-17s %s%n".formatted(name, value)));
    return text.append('\n').append(ResultTable.of(rows)).toString();
  }

  String json() {
    ObjectNode report = JSON.createObjectNode();
    ObjectNode facts = report.putObject("machine");
    machine.forEach(facts::put);
    ArrayNode array = report.putArray("rows");
    rows.forEach(row -> array.add(json(row)));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n";
  }

  private static ObjectNode json(Row row) {
    ObjectNode object = JSON.createObjectNode();
    object.put("name", row.name());
    object.put("value", row.value());
    object.put("unit", row.unit());
    object.put("p50Millis", row.p50Millis());
    object.put("p99Millis", row.p99Millis());
    object.put("count", row.count());
    object.put("aim", row.aim() == null ? "" : row.aim().inWords(row.unit()));
    object.put("verdict", row.verdict());
    return object.put("note", row.note());
  }

  public void write(Path file) {
    try {
      if (file.toAbsolutePath().getParent() != null) {
        Files.createDirectories(file.toAbsolutePath().getParent());
      }
      Files.writeString(file, json());
    } catch (IOException e) {
      throw new Problem(
          "Cannot write " + file + ": " + e.getMessage(),
          "Name a file that you may write: --json FILE.",
          e);
    }
  }
}
