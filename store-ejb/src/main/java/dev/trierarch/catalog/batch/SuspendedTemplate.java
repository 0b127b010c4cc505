package dev.trierarch.catalog.batch;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.Semantic;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What of a Job's template may change before its first pod: where pods go, and with how much. */
final class SuspendedTemplate {

  private SuspendedTemplate() {}

  static void check(Field template, Field former) {
    if (!Semantic.same(rest(template.node()), rest(former.node()))) {
      template.invalid("field is immutable");
    }
  }

  /** What is left of a template without all that may change. */
  private static JsonNode rest(JsonNode template) {
    if (!(template instanceof ObjectNode given)) {
      return template;
    }
    ObjectNode rest = given.deepCopy();
    Defaults.child(rest, "metadata").remove(List.of("annotations", "labels"));
    ObjectNode spec = Defaults.child(rest, "spec");
    spec.remove(List.of("nodeSelector", "tolerations", "schedulingGates"));
    Defaults.find(spec, "affinity").ifPresent(affinity -> affinity.remove("nodeAffinity"));
    for (String list : List.of("initContainers", "containers")) {
      Defaults.each(spec, list).forEach(container -> container.remove("resources"));
    }
    return rest;
  }
}
