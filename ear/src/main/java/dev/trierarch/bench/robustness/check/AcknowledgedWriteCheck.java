package dev.trierarch.bench.robustness.check;

import dev.trierarch.bench.robustness.process.LoggedRow;
import java.util.Optional;
import java.util.stream.Stream;

/** An acknowledged write survives: its rows are in the log as they were acknowledged. */
final class AcknowledgedWriteCheck implements Check {

  @Override
  public String promise() {
    return "an acknowledged write survives";
  }

  @Override
  public Stream<Violation> violations(Evidence evidence) {
    return evidence.writes().filter(Operation::isDone).flatMap(write -> lost(write, evidence));
  }

  private Stream<Violation> lost(Operation write, Evidence evidence) {
    if (!write.answer().rows().stream().map(LoggedRow::value).toList().equals(write.values())) {
      return Stream.of(violation("the answer is not what was asked for", write));
    }
    return write.answer().rows().stream()
        .filter(row -> !evidence.log().row(row.revision()).equals(Optional.of(row)))
        .map(
            row ->
                violation(
                    "the log has no such row, it has "
                        + evidence
                            .log()
                            .row(row.revision())
                            .map(LoggedRow::toString)
                            .orElse("none"),
                    row,
                    write));
  }
}
