package dev.trierarch.store.jpa;

import dev.trierarch.store.Revision;
import dev.trierarch.store.StoreException;
import dev.trierarch.store.image.ClusterImage;
import dev.trierarch.store.image.EncodedObject;
import dev.trierarch.store.image.ImageLoader;
import dev.trierarch.store.watch.History;
import java.util.List;
import java.util.function.UnaryOperator;

/** The past as the database has it, and how far back it goes. */
final class LogHistory implements History {

  private final LogDatabase database;
  private volatile long compactedRevision;

  LogHistory(LogDatabase database, long compactedRevision) {
    this.database = database;
    this.compactedRevision = compactedRevision;
  }

  @Override
  public List<List<Revision>> transactionsAfter(long revision) {
    requireKept(revision);
    return database.transactionsAfter(revision);
  }

  @Override
  public long oldestRevision() {
    return compactedRevision;
  }

  /** Notes that the log has been compacted, by this control plane or by another. */
  synchronized void compactedTo(long revision) {
    compactedRevision = Math.max(compactedRevision, revision);
  }

  /** Throws {@link StoreException.Compacted} for a revision that the log no longer has. */
  void requireKept(long revision) {
    if (revision < compactedRevision) {
      throw new StoreException.Compacted(revision, compactedRevision);
    }
  }

  /** Reads the whole state at a revision. */
  static ClusterImage load(LogDatabase database, long revision) {
    return load(database, revision, UnaryOperator.identity());
  }

  /**
   * @param shared gives for an object that was read the copy of it that the image is to have
   */
  static ClusterImage load(
      LogDatabase database, long revision, UnaryOperator<EncodedObject> shared) {
    ImageLoader loader = new ImageLoader();
    List<EncodedObject> page = database.stateAt(revision, 0);
    while (!page.isEmpty()) {
      page.forEach(read -> loader.add(shared.apply(read)));
      page = database.stateAt(revision, page.get(page.size() - 1).revision());
    }
    return loader.build(revision);
  }
}
