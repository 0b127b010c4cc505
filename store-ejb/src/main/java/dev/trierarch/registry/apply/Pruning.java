package dev.trierarch.registry.apply;

import dev.trierarch.schema.Schema;
import tools.jackson.databind.JsonNode;

/** Takes away what a manager applied before and does not any more, unless others apply it. */
final class Pruning {

  private Pruning() {}

  /**
   * @param last what the manager owned before
   * @param applied what those who apply own now, the manager included
   */
  static JsonNode prune(Schema schema, JsonNode merged, FieldSet last, FieldSet applied) {
    if (last.isEmpty()) {
      return merged;
    }
    FieldSet before = last.withNamedParents(schema);
    FieldSet all = FieldSets.of(schema, merged).withNamedParents(schema);
    FieldSet rest = fields(schema, FieldRemoval.remove(schema, merged, before));
    // Back what somebody still applies …
    FieldSet unclaimed = all.difference(rest.union(applied.withNamedParents(schema)));
    JsonNode pruned = FieldRemoval.remove(schema, merged, unclaimed);
    // … and back what was never this manager's.
    FieldSet gone = all.difference(fields(schema, pruned)).intersection(before);
    return FieldRemoval.remove(schema, merged, gone);
  }

  private static FieldSet fields(Schema schema, JsonNode object) {
    return FieldSets.of(schema, object).withNamedParents(schema);
  }
}
