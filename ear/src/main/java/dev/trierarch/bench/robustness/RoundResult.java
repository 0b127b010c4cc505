package dev.trierarch.bench.robustness;

import dev.trierarch.bench.robustness.check.Operation;
import dev.trierarch.bench.robustness.check.Violation;
import dev.trierarch.bench.robustness.check.WatchRecord;
import dev.trierarch.bench.robustness.process.Fault;
import java.nio.file.Path;
import java.util.List;

/**
 * What came of a round.
 *
 * @param struck whether the fault happened: a failpoint may not have been come by
 * @param history where everything that was seen is written, null when there is no violation
 */
public record RoundResult(
    int number,
    Fault fault,
    boolean struck,
    List<Operation> operations,
    List<WatchRecord> watches,
    List<Violation> violations,
    Path history) {

  public long writes() {
    return operations.stream().filter(each -> each.isWrite() && each.isDone()).count();
  }

  public long refusals() {
    return operations.stream().filter(each -> each.isWrite() && each.isRefused()).count();
  }

  public long unknown() {
    return operations.stream().filter(each -> each.isWrite() && each.isUnknown()).count();
  }

  public long watchedRows() {
    return watches.stream()
        .flatMap(watch -> watch.events().stream())
        .mapToLong(event -> event.rows().size())
        .sum();
  }
}
