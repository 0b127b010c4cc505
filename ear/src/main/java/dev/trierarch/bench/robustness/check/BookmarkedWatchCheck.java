package dev.trierarch.bench.robustness.check;

import dev.trierarch.bench.robustness.process.LoggedRow;
import dev.trierarch.bench.robustness.process.WatchEvent;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A watch is bookmarkable: a bookmark names a revision that the log has got to, and every wanted
 * row up to it came before it.
 */
final class BookmarkedWatchCheck implements Check {

  @Override
  public String promise() {
    return "a watch is bookmarkable";
  }

  @Override
  public Stream<Violation> violations(Evidence evidence) {
    return evidence.watches().stream().flatMap(watch -> wrong(watch, evidence.log()).stream());
  }

  private Optional<Violation> wrong(WatchRecord watch, Log log) {
    Set<Long> told = new HashSet<>();
    long checked = watch.afterRevision();
    for (WatchEvent event : watch.events()) {
      event.rows().forEach(row -> told.add(row.revision()));
      if (event.isBookmark()) {
        Optional<Violation> wrong = wrong(watch, event, checked, told, log);
        if (wrong.isPresent()) {
          return wrong;
        }
        checked = event.revision();
      }
    }
    return Optional.empty();
  }

  private Optional<Violation> wrong(
      WatchRecord watch, WatchEvent bookmark, long checked, Set<Long> told, Log log) {
    if (bookmark.revision() > log.head()) {
      return Optional.of(
          violation(
              "the log has got only to " + log.head(), bookmark, OrderedWatchCheck.brief(watch)));
    }
    return log.between(checked, bookmark.revision()).stream()
        .filter(watch::wants)
        .filter(row -> !told.contains(row.revision()))
        .findFirst()
        .map(row -> late(watch, bookmark, row));
  }

  private Violation late(WatchRecord watch, WatchEvent bookmark, LoggedRow row) {
    return violation(
        "this row had not come before the bookmark", row, bookmark, OrderedWatchCheck.brief(watch));
  }
}
