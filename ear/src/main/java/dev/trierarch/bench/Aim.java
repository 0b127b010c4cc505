package dev.trierarch.bench;

import java.util.Locale;

/**
 * What a figure should be.
 *
 * @param figure which of a row's figures is meant
 * @param atMost whether the bound is the most, else it is the least, that it should be
 */
public record Aim(Figure figure, boolean atMost, double bound) {

  /** The figures of a row. */
  public enum Figure {
    VALUE,
    P50,
    P99
  }

  public static Aim valueAtMost(double bound) {
    return new Aim(Figure.VALUE, true, bound);
  }

  public static Aim valueAtLeast(double bound) {
    return new Aim(Figure.VALUE, false, bound);
  }

  public static Aim p50AtMost(double millis) {
    return new Aim(Figure.P50, true, millis);
  }

  public static Aim p99AtMost(double millis) {
    return new Aim(Figure.P99, true, millis);
  }

  boolean isMetBy(Row row) {
    Double measured =
        switch (figure) {
          case VALUE -> row.value();
          case P50 -> row.p50Millis();
          case P99 -> row.p99Millis();
        };
    return measured != null && (atMost ? measured <= bound : measured >= bound);
  }

  /** As in {@code p99 at most 500 ms}. */
  String inWords(String unit) {
    String subject = figure == Figure.VALUE ? "" : figure.name().toLowerCase(Locale.ROOT) + " ";
    String words = subject + (atMost ? "at most " : "at least ") + ResultTable.number(bound);
    return words + " " + (figure == Figure.VALUE ? unit : "ms");
  }
}
