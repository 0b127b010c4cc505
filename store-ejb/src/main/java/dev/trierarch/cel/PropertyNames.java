package dev.trierarch.cel;

import java.util.Optional;
import java.util.regex.Pattern;

/** How a property is called in an expression, where not every name is an identifier. */
final class PropertyNames {

  private static final Pattern ESCAPABLE = Pattern.compile("[A-Za-z_./-][A-Za-z0-9_./-]*");

  private PropertyNames() {}

  /** The name to use; empty for a property that cannot be spoken of. */
  static Optional<String> escaped(String name) {
    if (Identifiers.isReserved(name)) {
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
