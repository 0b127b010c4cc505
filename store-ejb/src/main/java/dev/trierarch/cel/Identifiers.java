package dev.trierarch.cel;

import java.util.Set;
import java.util.regex.Pattern;

/** The names that expressions may give, and the words that are none. */
public final class Identifiers {

  private static final Pattern IDENTIFIER = Pattern.compile("[_a-zA-Z][_a-zA-Z0-9]*");
  private static final Set<String> RESERVED =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  private Identifiers() {}

  /** Whether something may be called so, e.g. a variable. */
  public static boolean isIdentifier(String name) {
    return IDENTIFIER.matcher(name).matches() && !isReserved(name);
  }

  static boolean isReserved(String word) {
    return RESERVED.contains(word);
  }
}
