package dev.trierarch.registry.apply;

import dev.trierarch.schema.Schema;
import tools.jackson.databind.JsonNode;

/** Takes away what a manager applied before and does not any more, unless others own it. */
final class Pruning {

  private Pruning() {}

  /**
   * @param last what the manager owned before
   * @param owned what all own now, the manager included, and what tells which object it is
   */
  static JsonNode prune(Schema schema, JsonNode merged, FieldSet last, FieldSet owned) {
    if (last.isEmpty()) {
      return merged;
    }
    FieldSet before = last.withNamedParents(schema);
    FieldSet all = FieldSets.of(schema, merged).withNamedParents(schema);
    FieldSet rest = fields(schema, FieldRemoval.remove(schema, merged, before));
    // Back what somebody still owns …
    FieldSet unclaimed = all.difference(rest.union(owned.withNamedParents(schema)));
    JsonNode pruned = FieldRemoval.remove(schema, merged, unclaimed);
    // … and back what was never this manager's.
    FieldSet gone = all.difference(fields(schema, pruned)).intersection(before);
    return FieldRemoval.remove(schema, merged, gone);
  }

  private static FieldSet fields(Schema schema, JsonNode object) {
    return FieldSets.of(schema, object).withNamedParents(schema);
  }
}
