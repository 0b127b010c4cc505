package dev.trierarch.bench.robustness.check;

import dev.trierarch.bench.robustness.process.LoggedRow;
import java.util.List;
import java.util.stream.Stream;

/**
 * Revisions are totally ordered: from the first on each has one row, the same for every reader at
 * every time, and no change is there twice.
 */
final class TotalOrderCheck implements Check {

  @Override
  public String promise() {
    return "revisions are totally ordered";
  }

  @Override
  public Stream<Violation> violations(Evidence evidence) {
    return Stream.concat(contradictions(evidence), gaps(evidence));
  }

  private Stream<Violation> contradictions(Evidence evidence) {
    return evidence.log().contradictions().stream()
        .map(pair -> violation("two rows that cannot both be", pair.toArray()));
  }

  private Stream<Violation> gaps(Evidence evidence) {
    long expected = evidence.baseRevision() + 1;
    for (LoggedRow row : evidence.log().between(evidence.baseRevision(), Long.MAX_VALUE)) {
      if (row.revision() != expected) {
        return List.of(violation("no row at revision " + expected + ", but after it", row))
            .stream();
      }
      expected++;
    }
    return Stream.empty();
  }
}
