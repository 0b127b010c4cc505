package dev.trierarch.bench.robustness.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of one round of a run.
 *
 * @param stores how many stores share the database
 * @param baseRevision the newest revision when the round began; every store had read up to it
 * @param log the whole log up to the end of the round
 * @param operations the calls of the round
 * @param writersByValue every write of the run, by the value of each of its changes
 * @param compactedRevision the highest revision that anybody has asked to compact up to
 */
public record Evidence(
    int stores,
    long baseRevision,
    Log log,
    List<Operation> operations,
    Map<String, Operation> writersByValue,
    List<WatchRecord> watches,
    List<RestoredState> restored,
    long compactedRevision) {

  Stream<Operation> writes() {
    return operations.stream().filter(Operation::isWrite);
  }

  Stream<Operation> reads() {
    return operations.stream().filter(Operation::isRead);
  }

  Optional<Operation> writerOf(String value) {
    return Optional.ofNullable(writersByValue.get(value));
  }
}
