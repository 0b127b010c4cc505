package dev.trierarch.catalog.flowcontrol;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.Semantic;
import java.util.Set;

/** Keeps the objects as they are that every request can be matched by. */
final class FixedSpecs {

  private FixedSpecs() {}

  /**
   * Refuses another spec.
   *
   * @param names the objects whose spec is fixed
   */
  static void check(Field object, Field old, Set<String> names) {
    String name = object.at("metadata", "name").text();
    if (names.contains(name) && !Semantic.same(object.get("spec").node(), old.get("spec").node())) {
      object.get("spec").invalid("spec of '%s' must equal the fixed value".formatted(name));
    }
  }
}
