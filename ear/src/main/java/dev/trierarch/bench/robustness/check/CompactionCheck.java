package dev.trierarch.bench.robustness.check;

import dev.trierarch.bench.robustness.process.Request.Kind;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is kept can be read: only a revision that somebody has asked to compact is refused as
 * compacted, and none that was known when the round began as not written yet.
 *
 * <p>That nothing is skipped silently instead is seen by {@link OneRevisionCheck} and {@link
 * ReliableWatchCheck}, which hold what was answered against the whole log.
 */
final class CompactionCheck implements Check {

  private static final Set<Kind> READERS_OF_THE_PAST =
      EnumSet.of(Kind.LIST_AT, Kind.ROWS, Kind.WATCH);

  @Override
  public String promise() {
    return "what is not compacted can be read";
  }

  @Override
  public Stream<Violation> violations(Evidence evidence) {
    return evidence.operations().stream()
        .filter(operation -> READERS_OF_THE_PAST.contains(operation.request().kind()))
        .filter(operation -> isWronglyRefused(operation, evidence))
        .map(
            operation ->
                violation(
                    "nobody has asked to compact beyond " + evidence.compactedRevision(),
                    operation));
  }

  private static boolean isWronglyRefused(Operation operation, Evidence evidence) {
    long revision = operation.request().revision();
    return switch (operation.answer().outcome()) {
      case COMPACTED -> revision >= evidence.compactedRevision();
      case NOT_YET -> revision <= evidence.baseRevision();
      case REFUSED -> true;
      case DONE, UNKNOWN -> false;
    };
  }
}
