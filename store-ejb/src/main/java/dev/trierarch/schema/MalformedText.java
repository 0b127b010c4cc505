package dev.trierarch.schema;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/**
 * Says what is wrong with JSON or YAML and where, without repeating any of it: it may be secret.
 */
public final class MalformedText {

  private MalformedText() {}

  public static String problem(JacksonException e) {
    String what =
        e.getOriginalMessage()
            .lines()
            .findFirst()
            .orElse("unreadable")
            .replaceFirst("^[\\w.]+Exception: ", "")
            .replaceFirst("^Malformed Number token: .*Exception.*", "Malformed number or escape")
            .replaceAll(" ?\\(at char #.*", "")
            .replaceAll(", from `[^`]*`", "")
            .replaceAll(" ?\\(start marker.*", "")
            .replaceAll(" ?\\(?'.*", "");
    TokenStreamLocation where = e.getLocation();
    if (where == null || where.getLineNr() < 1) {
      return what;
    }
    return what + " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")";
  }
}
