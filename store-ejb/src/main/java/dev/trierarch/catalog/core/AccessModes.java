package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import java.util.List;

/** Validates the ways in which a volume may be mounted. */
final class AccessModes {

  private AccessModes() {}

  static void check(Field modes) {
    List<Field> all = modes.items();
    if (all.size() > 1 && all.stream().anyMatch(mode -> mode.isText("ReadWriteOncePod"))) {
      modes.forbidden("may not use ReadWriteOncePod with other access modes");
    }
  }
}
