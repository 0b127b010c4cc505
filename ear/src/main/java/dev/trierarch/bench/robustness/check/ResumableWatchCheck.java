package dev.trierarch.bench.robustness.check;

import dev.trierarch.bench.robustness.process.LoggedRow;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A watch is resumable: the watches of one chain, each begun where the one before was when it or
 * its store ended, have together been told each row that they want, once and in order.
 */
final class ResumableWatchCheck implements Check {

  @Override
  public String promise() {
    return "a watch is resumable";
  }

  @Override
  public Stream<Violation> violations(Evidence evidence) {
    Map<String, List<WatchRecord>> chains =
        evidence.watches().stream().collect(Collectors.groupingBy(WatchRecord::chain));
    return chains.values().stream().flatMap(chain -> violations(chain, evidence.log()));
  }

  private Stream<Violation> violations(List<WatchRecord> chain, Log log) {
    WatchRecord first = chain.get(0);
    WatchRecord last = chain.get(chain.size() - 1);
    List<Long> told = chain.stream().flatMap(WatchRecord::rows).map(LoggedRow::revision).toList();
    List<Long> wanted =
        log.between(first.afterRevision(), last.dueRevision(log)).stream()
            .filter(first::wants)
            .map(LoggedRow::revision)
            .toList();
    if (told.equals(wanted)) {
      return Stream.empty();
    }
    int i = 0;
    while (i < Math.min(told.size(), wanted.size()) && told.get(i).equals(wanted.get(i))) {
      i++;
    }
    String what =
        "the "
            + (i + 1)
            + "th row should be "
            + (i < wanted.size() ? wanted.get(i) : "none")
            + " and is "
            + (i < told.size() ? told.get(i) : "none");
    return Stream.of(violation(what, chain.stream().map(OrderedWatchCheck::brief).toArray()));
  }
}
