package dev.trierarch.bench.robustness.check;

import dev.trierarch.bench.robustness.process.ListedObject;
import java.util.List;
import java.util.stream.Stream;

/**
 * A restored store is the state that the snapshot was said to be, at a revision that nobody can
 * have seen; an interrupted restoring leaves that or nothing.
 */
final class RestoreCheck implements Check {

  @Override
  public String promise() {
    return "a snapshot restores one revision, or nothing";
  }

  @Override
  public Stream<Violation> violations(Evidence evidence) {
    return evidence.restored().stream()
        .filter(restored -> !isRight(restored, evidence))
        .map(
            restored ->
                violation(
                    "at revision "
                        + restored.snapshotRevision()
                        + " there was "
                        + wanted(restored, evidence),
                    restored));
  }

  private static boolean isRight(RestoredState restored, Evidence evidence) {
    if (!restored.whole() && restored.objects().isEmpty()) {
      return true;
    }
    return restored.revision() > evidence.log().head()
        && restored.objects().equals(wanted(restored, evidence));
  }

  private static List<ListedObject> wanted(RestoredState restored, Evidence evidence) {
    return evidence.log().stateAt(restored.snapshotRevision());
  }
}
