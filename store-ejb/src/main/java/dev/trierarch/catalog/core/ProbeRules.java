package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.form.Form;
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
    if (!name.equals("readinessProbe") && probe.get("successThreshold").number() != 1) {
      probe.get("successThreshold").invalid("must be 1");
    }
    Field grace = probe.get("terminationGracePeriodSeconds");
    if (name.equals("readinessProbe") && grace.isPresent()) {
      grace.invalid("must not be set for readinessProbes");
    }
  }

  /**
   * @param gracePeriod how long a pod has to end, which a hook must not sleep longer than
   */
  static void checkHook(Field hook, Field gracePeriod) {
    if (!hook.isPresent()) {
      return;
    }
    handler(hook, List.of("exec", "httpGet", "tcpSocket", "sleep"));
    Field seconds = hook.at("sleep", "seconds");
    boolean unfit = seconds.number() < 0 || seconds.number() > gracePeriod.number();
    if (hook.get("sleep").isPresent() && gracePeriod.isPresent() && unfit) {
      seconds
          .saidAt(hook.get("sleep"))
          .invalid(
              "must be non-negative and less than terminationGracePeriodSeconds (%d)"
                  .formatted(gracePeriod.number()));
    }
  }

  /** Upstream speaks of headers as if there were one. */
  private static void headers(Field httpGet) {
    for (Field header : httpGet.get("httpHeaders").items()) {
      header.get("name").saidAt(httpGet.get("httpHeaders")).form(Form.HTTP_HEADER);
    }
  }

  private static void handler(Field probe, List<String> kinds) {
    long given = kinds.stream().filter(kind -> probe.get(kind).isPresent()).count();
    if (given == 0) {
      probe.missing("must specify a handler type");
    }
    headers(probe.get("httpGet"));
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
