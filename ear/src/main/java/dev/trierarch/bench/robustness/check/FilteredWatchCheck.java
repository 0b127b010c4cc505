package dev.trierarch.bench.robustness.check;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * A watch is filtered exactly: it is told only rows of its resource and namespace after the
 * revision that it began at, each as the log has it.
 */
final class FilteredWatchCheck implements Check {

  @Override
  public String promise() {
    return "a watch is filtered exactly";
  }

  @Override
  public Stream<Violation> violations(Evidence evidence) {
    return evidence.watches().stream()
        .flatMap(
            watch ->
                watch
                    .rows()
                    .filter(
                        row ->
                            !watch.wants(row)
                                || row.revision() <= watch.afterRevision()
                                || !evidence.log().row(row.revision()).equals(Optional.of(row)))
                    .map(
                        row ->
                            violation(
                                "not asked for, or not as the log has it",
                                row,
                                OrderedWatchCheck.brief(watch))));
  }
}
