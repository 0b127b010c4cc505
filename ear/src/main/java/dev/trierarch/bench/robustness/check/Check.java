package dev.trierarch.bench.robustness.check;

import java.util.List;
import java.util.stream.Stream;

/** Looks in the history of a round for violations of one promise. */
public interface Check {

  /** The promise, in a few words. */
  String promise();

  Stream<Violation> violations(Evidence evidence);

  default Violation violation(String what, Object... part) {
    return new Violation(promise(), what, List.of(part));
  }

  /** One check a promise. */
  static List<Check> all() {
    return List.of(
        new TotalOrderCheck(),
        new PreconditionCheck(),
        new AcknowledgedWriteCheck(),
        new RefusedWriteCheck(),
        new AtomicWriteCheck(),
        new LinearizabilityCheck(),
        new OneRevisionCheck(),
        new CompactionCheck(),
        new RestoreCheck(),
        new OrderedWatchCheck(),
        new UniqueWatchCheck(),
        new AtomicWatchCheck(),
        new ReliableWatchCheck(),
        new ResumableWatchCheck(),
        new BookmarkedWatchCheck(),
        new FilteredWatchCheck());
  }
}
