package dev.trierarch.registry.apply;

import dev.trierarch.registry.Trees;
import dev.trierarch.schema.Schema;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What kubectl applied from the client's side, and is as it applied it. */
final class LastApplied {

  private static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

  private LastApplied() {}

  static FieldSet fields(Schema schema, ObjectNode live) {
    String text = Trees.text(live, "metadata", "annotations", ANNOTATION);
    if (text.isEmpty()) {
      return new FieldSet();
    }
    try {
      JsonNode applied = JsonMapper.shared().readTree(text);
      Comparison comparison = Comparison.of(schema, applied, live);
      return FieldSets.of(schema, applied)
          .difference(comparison.modified())
          .difference(comparison.removed());
    } catch (JacksonException e) {
      return new FieldSet(); // the annotation is the user's to write: an unreadable one says
      // nothing
    }
  }
}
