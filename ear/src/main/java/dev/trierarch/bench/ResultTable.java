package dev.trierarch.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The rows as text in columns, notes below. */
public final class ResultTable {

  private static final List<String> HEADINGS =
      List.of("WHAT", "MEASURED", "P50", "P99", "COUNT", "AIM", "");

  private ResultTable() {}

  public static String of(List<Row> rows) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEADINGS);
    rows.forEach(row -> lines.add(cells(row)));
    StringBuilder text = new StringBuilder();
    int[] widths = widths(lines);
    for (int i = 0; i < lines.size(); i++) {
      text.append(line(lines.get(i), widths)).append('\n');
      if (i > 0 && !rows.get(i - 1).note().isEmpty()) {
        text.append("    ").append(rows.get(i - 1).note()).append('\n');
      }
    }
    return text.toString();
  }

  private static List<String> cells(Row row) {
    return List.of(
        row.name(),
        row.value() == null ? "" : number(row.value()) + " " + row.unit(),
        millis(row.p50Millis()),
        millis(row.p99Millis()),
        row.wasMeasured() ? Long.toString(row.count()) : "",
        row.aim() == null ? "" : row.aim().inWords(row.unit()),
        row.verdict());
  }

  private static int[] widths(List<List<String>> lines) {
    return IntStream.range(0, HEADINGS.size())
        .map(column -> lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0))
        .toArray();
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      line.append(cells.get(column));
      line.append(" ".repeat(widths[column] - cells.get(column).length() + 2));
    }
    return line.toString().stripTrailing();
  }

  private static String millis(Double figure) {
    return figure == null ? "" : number(figure) + " ms";
  }

  /** Three digits that count: 0.0123, 1.23, 12.3, 123, 12345. */
  static String number(double figure) {
    if (Double.isNaN(figure)) {
      return "?";
    }
    double size = Math.abs(figure);
    int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
    String text = String.format(Locale.ROOT, "%." + decimals + "f", figure);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
