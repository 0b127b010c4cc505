package dev.trierarch.api.patch;

import dev.trierarch.schema.Schema;
import dev.trierarch.schema.Schema.PatchStrategy;
import java.util.Optional;

/** What the built-in kinds' schemas say of merging. */
public record SchemaMerge(Schema schema) implements MergeSchema {

  @Override
  public MergeSchema field(String name) {
    return schema.child(name).<MergeSchema>map(SchemaMerge::new).orElse(UNKNOWN);
  }

  @Override
  public MergeSchema item() {
    return schema.element() == null ? UNKNOWN : new SchemaMerge(schema.element());
  }

  @Override
  public boolean hasStrategy(PatchStrategy strategy) {
    return schema.patchStrategies().contains(strategy);
  }

  @Override
  public Optional<String> mergeKey() {
    return schema.patchMergeKey();
  }
}
