package dev.trierarch.catalog;

import dev.trierarch.catalog.constraint.ConstraintTable;
import dev.trierarch.catalog.core.CoreConstraints;
import dev.trierarch.catalog.core.PodConstraints;
import dev.trierarch.catalog.core.VolumeConstraints;
import dev.trierarch.catalog.meta.MetaConstraints;

/** The constraints on the models of all groups. */
final class BuiltInConstraints {

  private BuiltInConstraints() {}

  static void declare(ConstraintTable table) {
    MetaConstraints.declare(table);
    CoreConstraints.declare(table);
    PodConstraints.declare(table);
    VolumeConstraints.declare(table);
  }
}
