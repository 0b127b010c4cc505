package dev.trierarch.cel;

import java.util.Optional;
import java.util.Set;

/**
 * What has become of an expression.
 *
 * @param problem why it does not compile, as upstream's API server says it; empty if it does
 * @param type the type of its values, as the language writes it; empty if it does not compile
 * @param variables the names that it refers to
 */
public record Compilation(Optional<String> problem, String type, Set<String> variables) {

  static Compilation failed(String problem) {
    return new Compilation(Optional.of(problem), "", Set.of());
  }

  /** What is wrong with it where only values of a type will do; empty if nothing is. */
  public Optional<String> problemUnless(String wanted) {
    return problem.isPresent() || type.equals(wanted)
        ? problem
        : Optional.of("must evaluate to " + wanted + " but got " + type);
  }
}
