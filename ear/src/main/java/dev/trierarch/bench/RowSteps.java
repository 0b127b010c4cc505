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
    steps.step(
        title,
        () -> {
          List<Row> measured = work.get();
          rows.addAll(measured);
          return String.join("; ", measured.stream().map(Row::inWords).toList());
        });
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
