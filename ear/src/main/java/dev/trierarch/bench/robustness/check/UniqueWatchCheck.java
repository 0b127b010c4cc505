package dev.trierarch.bench.robustness.check;

import dev.trierarch.bench.robustness.process.LoggedRow;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** A watch is unique: no row comes twice. */
final class UniqueWatchCheck implements Check {

  @Override
  public String promise() {
    return "a watch is unique";
  }

  @Override
  public Stream<Violation> violations(Evidence evidence) {
    return evidence.watches().stream().flatMap(this::repeated);
  }

  private Stream<Violation> repeated(WatchRecord watch) {
    Set<Long> seen = new HashSet<>();
    return watch
        .rows()
        .map(LoggedRow::revision)
        .filter(revision -> !seen.add(revision))
        .map(
            revision ->
                violation("revision " + revision + " came again", OrderedWatchCheck.brief(watch)));
  }
}
