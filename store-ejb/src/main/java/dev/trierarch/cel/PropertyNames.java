package dev.trierarch.cel;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** How a property is called in an expression, where not every name is an identifier. */
final class PropertyNames {

  private static final Pattern ESCAPABLE = Pattern.compile("[A-Za-z_./-][A-Za-z0-9_./-]*");
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

  private PropertyNames() {}

  /** The name to use; empty for a property that cannot be spoken of. */
  static Optional<String> escaped(String name) {
    if (RESERVED.contains(name)) {
      return Optional.of("__" + name + "__");
    }
    return ESCAPABLE.matcher(name).matches()
        ? Optional.of(
            name.replace("__", "__underscores__")
                .replace(".", "__dot__")
                .replace("-", "__dash__")
                .replace("/", "__slash__"))
        : Optional.empty();
  }
}
