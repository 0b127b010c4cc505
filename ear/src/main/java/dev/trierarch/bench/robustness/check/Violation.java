package dev.trierarch.bench.robustness.check;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A promise that was not kept.
 *
 * @param part the smallest part of the history that shows it
 */
public record Violation(String promise, String what, List<?> part) {

  @Override
  public String toString() {
    return promise
        + ": "
        + what
        + part.stream().map(each -> "\n    " + each).collect(Collectors.joining());
  }
}
