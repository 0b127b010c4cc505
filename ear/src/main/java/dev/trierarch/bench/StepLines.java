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
  private static final String WORDS = "words ";

  private final PrintStream out;

  public StepLines(PrintStream out) {
    this.out = out;
  }

  public void step(String title, Supplier<List<Row>> work) {
    print(TITLE + title);
    print(ROWS + JSON.writeValueAsString(work.get()));
  }

  /** A step that gives no row; its result says what came of it. */
  public void stepInWords(String title, Supplier<String> work) {
    print(TITLE + title);
    print(WORDS + work.get());
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }

  static String title(String line) {
    return content(line, TITLE);
  }

  /** What a step gave: rows, or words. */
  record Result(List<Row> rows, String words) {}

  static Result result(String line) {
    if (line.startsWith(WORDS)) {
      return new Result(List.of(), content(line, WORDS));
    }
    List<Row> rows = JSON.readValue(content(line, ROWS), new TypeReference<List<Row>>() {});
    return new Result(rows, RowSteps.inWords(rows));
  }

  private static String content(String line, String beginning) {
    if (!line.startsWith(beginning)) {
      throw new IllegalStateException(
          "expected a line that begins with " + beginning + ": " + line);
    }
    return line.substring(beginning.length());
  }
}
