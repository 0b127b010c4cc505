package dev.trierarch.api.health;

import java.math.BigDecimal;

/** Writes metrics in Prometheus' text format. */
public final class MetricsText {

  private final StringBuilder out = new StringBuilder();

  public void gauge(String name, String help) {
    family(name, "gauge", help);
  }

  public void counter(String name, String help) {
    family(name, "counter", help);
  }

  public void histogram(String name, String help) {
    family(name, "histogram", help);
  }

  private void family(String name, String type, String help) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  /**
   * @param labels e.g. {@code verb="GET",code="200"}; empty for none
   */
  public void sample(String name, String labels, Number value) {
    out.append(name);
    if (!labels.isEmpty()) {
      out.append('{').append(labels).append('}');
    }
    out.append(' ').append(number(value)).append('\n');
  }

  public void samples(String name, String labels, Histogram histogram) {
    histogram.write(this, name, labels);
  }

  /** Without an exponent and without a fraction of nothing, as bounds are usually written. */
  static String number(Number value) {
    return value instanceof Double number
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : value.toString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
