package dev.trierarch.api.health;

/** Writes metrics in Prometheus' text format. */
public final class MetricsText {

  private final StringBuilder out;

  MetricsText(StringBuilder out) {
    this.out = out;
  }

  public void gauge(String name, String help) {
    family(name, "gauge", help);
  }

  public void counter(String name, String help) {
    family(name, "counter", help);
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
    out.append(' ').append(value).append('\n');
  }
}
