package dev.trierarch.api.patch;

import dev.trierarch.schema.Schema.PatchStrategy;
import java.util.Optional;

/** What a strategic merge patch must know of a field: how it is merged, and its fields in turn. */
public interface MergeSchema {

  /** Nothing is known: maps are merged, lists replaced. */
  MergeSchema UNKNOWN =
      new MergeSchema() {
        @Override
        public MergeSchema field(String name) {
          return this;
        }

        @Override
        public MergeSchema item() {
          return this;
        }

        @Override
        public boolean hasStrategy(PatchStrategy strategy) {
          return false;
        }

        @Override
        public Optional<String> mergeKey() {
          return Optional.empty();
        }
      };

  /** The schema of a field, or of a map's value. */
  MergeSchema field(String name);

  /** The schema of a list's items. */
  MergeSchema item();

  /** Whether {@code x-kubernetes-patch-strategy} names it. */
  boolean hasStrategy(PatchStrategy strategy);

  /** {@code x-kubernetes-patch-merge-key}; empty for lists of plain values. */
  Optional<String> mergeKey();
}
