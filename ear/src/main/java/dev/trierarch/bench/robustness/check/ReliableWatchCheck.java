package dev.trierarch.bench.robustness.check;

import dev.trierarch.bench.robustness.process.LoggedRow;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A watch is reliable: of the rows that it wants, none between its first and its last is missing;
 * and where it was given the time, none up to the end of the log.
 */
final class ReliableWatchCheck implements Check {

  @Override
  public String promise() {
    return "a watch is reliable";
  }

  @Override
  public Stream<Violation> violations(Evidence evidence) {
    return evidence.watches().stream().flatMap(watch -> missed(watch, evidence.log()).stream());
  }

  private Optional<Violation> missed(WatchRecord watch, Log log) {
    Set<Long> told = watch.rows().map(LoggedRow::revision).collect(Collectors.toSet());
    return log.between(watch.afterRevision(), watch.dueRevision(log)).stream()
        .filter(watch::wants)
        .filter(row -> !told.contains(row.revision()))
        .findFirst()
        .map(
            row ->
                violation(
                    "was told up to revision " + watch.seenRevision() + ", but not of",
                    row,
                    OrderedWatchCheck.brief(watch)));
  }
}
