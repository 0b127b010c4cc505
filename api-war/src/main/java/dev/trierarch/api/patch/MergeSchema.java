package dev.trierarch.api.patch;

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
        public boolean hasStrategy(String strategy) {
          return false;
        }

        @Override
        public String mergeKey() {
          return "";
        }
      };

  /** The schema of a field, or of a map's value. */
  MergeSchema field(String name);

  /** The schema of a list's items. */
  MergeSchema item();

  /** Whether {@code x-kubernetes-patch-strategy} names it: merge, replace, retainKeys. */
  boolean hasStrategy(String strategy);

  /** {@code x-kubernetes-patch-merge-key}; empty for lists of plain values. */
  String mergeKey();
}
