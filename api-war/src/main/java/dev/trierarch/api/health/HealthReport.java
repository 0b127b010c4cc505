package dev.trierarch.api.health;

import dev.trierarch.api.resource.Json;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What came of a row of checks, a line each.
 *
 * @param text in upstream's words; why a check failed is for the log alone, as anybody may ask
 */
record HealthReport(boolean good, String text) {

  /**
   * @param kind {@code livez}, {@code readyz} or {@code healthz}
   * @param excluded the names of checks that are not to be made
   */
  static HealthReport of(String kind, List<HealthChecks.Check> checks, List<String> excluded) {
    StringBuilder lines = new StringBuilder();
    TreeSet<String> unknown = new TreeSet<>(excluded);
    boolean good = true;
    for (HealthChecks.Check check : checks) {
      if (unknown.remove(check.name())) {
        lines.append("[+]").append(check.name()).append(" excluded: ok\n");
      } else if (check.passes()) {
        lines.append("[+]").append(check.name()).append(" ok\n");
      } else {
        good = false;
        lines.append("[-]").append(check.name()).append(" failed: reason withheld\n");
      }
    }
    if (!unknown.isEmpty()) {
      lines.append("warn: some health checks cannot be excluded: no matches for ");
      lines.append(quoted(unknown)).append('\n');
    }
    lines.append(kind).append(good ? " check passed\n" : " check failed\n");
    return new HealthReport(good, lines.toString());
  }

  private static String quoted(TreeSet<String> names) {
    return names.stream().map(Json.MAPPER::writeValueAsString).collect(Collectors.joining(","));
  }
}
