package dev.trierarch.store.watch;

import dev.trierarch.store.Revision;
import java.util.List;

/** Where the rows come from that memory no longer has. */
public interface History {

  /**
   * Whole transactions after a revision, oldest first: some of them, and none only when there is
   * none.
   *
   * @throws dev.trierarch.store.StoreException.Compacted when the log no longer reaches that far
   */
  List<List<Revision>> transactionsAfter(long revision);

  /** The oldest revision whose following rows are all in the log. */
  long oldestRevision();
}
