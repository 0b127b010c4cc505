package dev.trierarch.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Runs the steps that give rows, and keeps the rows in order. */
final class RowSteps {

  private final Steps steps;
  private final List<Row> rows = new ArrayList<>();

  RowSteps(Steps steps) {
    this.steps = steps;
  }

  List<Row> rows() {
    return rows;
  }

  void add(Row row) {
    rows.add(row);
  }

  void one(String title, Supplier<Row> work) {
    several(title, () -> List.of(work.get()));
  }

  void several(String title, Supplier<List<Row>> work) {
    reported(
        title,
        () -> {
          List<Row> measured = work.get();
          return new StepLines.Result(measured, inWords(measured));
        });
  }

  /** A step of another process. */
  void reported(String title, Supplier<StepLines.Result> work) {
    steps.step(
        title,
        () -> {
          StepLines.Result result = work.get();
          rows.addAll(result.rows());
          return result.words();
        });
  }

  static String inWords(List<Row> rows) {
    return String.join("; ", rows.stream().map(Row::inWords).toList());
  }

  /** A step that prepares and gives no row. */
  void prepare(String title, Runnable work) {
    steps.step(
        title,
        () -> {
          work.run();
          return "done";
        });
  }
}
