package dev.trierarch.bench.robustness.check;

import dev.trierarch.bench.robustness.process.LoggedRow;
import dev.trierarch.bench.robustness.process.WantedChange;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A change applies to the state it was made from: each row is one that somebody asked for, and the
 * row before it of its key is the one that was expected.
 */
final class PreconditionCheck implements Check {

  @Override
  public String promise() {
    return "a change applies to the state it was made from";
  }

  @Override
  public Stream<Violation> violations(Evidence evidence) {
    return evidence.log().between(evidence.baseRevision(), Long.MAX_VALUE).stream()
        .flatMap(row -> violation(row, evidence).stream());
  }

  private Optional<Violation> violation(LoggedRow row, Evidence evidence) {
    Optional<Operation> writer = evidence.writerOf(row.value());
    if (writer.isEmpty()) {
      return Optional.of(violation("a row that nobody asked for", row));
    }
    WantedChange wanted =
        writer.get().request().changes().get(writer.get().values().indexOf(row.value()));
    if (wanted.operation() != row.operation() || !wanted.key().equals(row.key())) {
      return Optional.of(violation("a row is not what was asked for", row, writer.get()));
    }
    long before = evidence.log().revisionOf(row.key(), row.revision() - 1);
    if (row.previous() != before || wanted.expected() != before) {
      return Optional.of(violation("the object was at revision " + before, row, writer.get()));
    }
    return Optional.empty();
  }
}
