package dev.trierarch.registry;

import dev.trierarch.catalog.FieldErrors;
import java.nio.charset.StandardCharsets;

/** What the name of a field manager may be. */
public final class FieldManagers {

  private static final int NAME_BYTES_MAX = 128;

  private FieldManagers() {}

  /** Checks a name; an empty one is none and may be. */
  public static void check(String field, String name, FieldErrors errors) {
    if (name.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES_MAX) {
      errors.tooLong(field, NAME_BYTES_MAX);
    }
    for (int i = 0; i < name.length(); i++) {
      if (Character.isISOControl(name.charAt(i))) {
        errors.invalid(
            field,
            name,
            "invalid character U+%04X (at position %d)".formatted((int) name.charAt(i), i));
      }
    }
  }
}
