package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import java.util.List;

/**
 * Validates probes and lifecycle hooks: exactly one handler, and what only some probes may have.
 */
final class ProbeRules {

  private ProbeRules() {}

  static void check(Field probe, String name) {
    if (!probe.isPresent()) {
      return;
    }
    handler(probe, List.of("exec", "httpGet", "tcpSocket", "grpc"));
    if (!name.equals("readinessProbe") && probe.get("successThreshold").number() > 1) {
      probe.get("successThreshold").invalid("must be 1");
    }
    Field grace = probe.get("terminationGracePeriodSeconds");
    if (name.equals("readinessProbe") && grace.isPresent()) {
      grace.invalid("must not be set for readinessProbes");
    }
  }

  static void checkHook(Field hook) {
    if (hook.isPresent()) {
      handler(hook, List.of("exec", "httpGet", "tcpSocket", "sleep"));
    }
  }

  private static void handler(Field probe, List<String> kinds) {
    long given = kinds.stream().filter(kind -> probe.get(kind).isPresent()).count();
    if (given == 0) {
      probe.missing("must specify a handler type");
    }
    boolean first = true;
    for (String kind : kinds) {
      if (!probe.get(kind).isPresent()) {
        continue;
      }
      if (!first) {
        probe.get(kind).forbidden("may not specify more than 1 handler type");
      }
      first = false;
    }
  }
}
