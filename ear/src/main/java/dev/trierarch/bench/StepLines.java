package dev.trierarch.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How a process of its own tells the launcher of its steps: a line for the title, one for rows. */
public final class StepLines {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String TITLE = "step ";
  private static final String ROWS = "rows ";

  private final PrintStream out;

  public StepLines(PrintStream out) {
    this.out = out;
  }

  public void step(String title, Supplier<List<Row>> work) {
    print(TITLE + title);
    print(ROWS + JSON.writeValueAsString(work.get()));
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }

  static String title(String line) {
    return content(line, TITLE);
  }

  static List<Row> rows(String line) {
    return JSON.readValue(content(line, ROWS), new TypeReference<List<Row>>() {});
  }

  private static String content(String line, String beginning) {
    if (!line.startsWith(beginning)) {
      throw new IllegalStateException(
          "expected a line that begins with " + beginning + ": " + line);
    }
    return line.substring(beginning.length());
  }
}
