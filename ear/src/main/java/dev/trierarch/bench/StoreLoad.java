package dev.trierarch.bench;

/** What the store is measured by, named as the command line has it. */
public enum StoreLoad {
  sqlite,
  postgresql,
  watches,
  compaction,
  sizes
}
