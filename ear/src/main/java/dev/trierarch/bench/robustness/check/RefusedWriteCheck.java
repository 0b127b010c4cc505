package dev.trierarch.bench.robustness.check;

import java.util.stream.Stream;

/** A refused write is not done: nothing of it is ever in the log. */
final class RefusedWriteCheck implements Check {

  @Override
  public String promise() {
    return "a refused write is not done";
  }

  @Override
  public Stream<Violation> violations(Evidence evidence) {
    return evidence
        .writes()
        .filter(Operation::isRefused)
        .flatMap(
            write ->
                write.values().stream()
                    .flatMap(value -> evidence.log().rowOf(value).stream())
                    .map(row -> violation("it is in the log", row, write)));
  }
}
