package dev.trierarch.bench;

/**
 * One line of a benchmark's result. A figure that was not measured is null.
 *
 * @param value the figure that is neither of the quantiles, e.g. a rate
 * @param unit of the value, e.g. {@code requests/s}
 * @param count how many measurements the figures come from
 * @param aim what it should be, null when nothing was promised
 * @param note what must be known to read the figures, may be empty
 */
public record Row(
    String name,
    Double value,
    String unit,
    Double p50Millis,
    Double p99Millis,
    long count,
    Aim aim,
    String note) {

  public static Row value(String name, double value, String unit, long count) {
    return new Row(name, value, unit, null, null, count, null, "");
  }

  public static Row latency(String name, Latencies latencies) {
    return new Row(
        name,
        null,
        "",
        latencies.quantileMillis(0.50),
        latencies.quantileMillis(0.99),
        latencies.count(),
        null,
        "");
  }

  static Row rate(String name, double perSecond, String unit, Latencies latencies) {
    return new Row(
        name,
        perSecond,
        unit,
        latencies.quantileMillis(0.50),
        latencies.quantileMillis(0.99),
        latencies.count(),
        null,
        "");
  }

  /** A row that says why something was not measured. */
  public static Row leftOut(String name, String why) {
    return new Row(name, null, "", null, null, 0, null, "left out: " + why);
  }

  public Row withAim(Aim wanted) {
    return new Row(name, value, unit, p50Millis, p99Millis, count, wanted, note);
  }

  public Row withNote(String words) {
    return new Row(name, value, unit, p50Millis, p99Millis, count, aim, words);
  }

  /** The figures alone, for progress. */
  String inWords() {
    StringBuilder words = new StringBuilder();
    if (value != null) {
      words.append(ResultTable.number(value)).append(' ').append(unit);
    }
    if (p50Millis != null) {
      words.append(words.isEmpty() ? "" : ", ");
      words.append("p50 ").append(ResultTable.number(p50Millis)).append(" ms, p99 ");
      words.append(ResultTable.number(p99Millis)).append(" ms");
    }
    return words.toString();
  }

  boolean wasMeasured() {
    return value != null || p50Millis != null;
  }

  /** Empty where nothing was promised or measured. */
  String verdict() {
    if (aim == null || !wasMeasured()) {
      return "";
    }
    return aim.isMetBy(this) ? "met" : "missed";
  }
}
