package dev.trierarch.bench.robustness.check;

import dev.trierarch.bench.robustness.process.LoggedRow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A transaction is all or nothing, at consecutive revisions in the order of its changes; also one
 * whose outcome nobody was told.
 */
final class AtomicWriteCheck implements Check {

  @Override
  public String promise() {
    return "a transaction is all or nothing";
  }

  @Override
  public Stream<Violation> violations(Evidence evidence) {
    return evidence.log().between(evidence.baseRevision(), Long.MAX_VALUE).stream()
        .flatMap(row -> evidence.writerOf(row.value()).stream())
        .distinct()
        .flatMap(write -> torn(write, evidence).stream());
  }

  private Optional<Violation> torn(Operation write, Evidence evidence) {
    List<LoggedRow> rows =
        write.values().stream().flatMap(value -> evidence.log().rowOf(value).stream()).toList();
    boolean whole = rows.size() == write.values().size();
    for (int i = 1; i < rows.size() && whole; i++) {
      whole = rows.get(i).revision() == rows.get(0).revision() + i;
    }
    return whole
        ? Optional.empty()
        : Optional.of(violation("only a part, or not together: " + rows, write));
  }
}
