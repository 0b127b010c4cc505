package dev.trierarch.store.jpa;

import dev.trierarch.settings.Settings;
import dev.trierarch.store.image.EncodedObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;

/**
 * Copies a cluster state into a file, and builds an empty store from one: against disasters, and as
 * the way from one database to another.
 */
public final class Snapshot {

  /**
   * How far a restored log's head is ahead of the snapshot's: no client can have seen a revision
   * beyond that, however long it went on after the snapshot was taken.
   */
  static final long REVISIONS_SKIPPED = 1_000_000_000;

  private Snapshot() {}

  /** What was copied. */
  public record Summary(long revision, int objects) {}

  /**
   * Writes the state that the database has now; writers go on meanwhile.
   *
   * @throws dev.trierarch.store.StoreException when the database cannot be read
   */
  public static Summary take(Settings settings, Path file) throws IOException {
    return take(settings, file, Failpoints.NONE);
  }

  /** {@link #take(Settings, Path)} on its way past the failpoints. */
  public static Summary take(Settings settings, Path file, Failpoints failpoints)
      throws IOException {
    DatabaseAddress address = DatabaseAddress.of(settings);
    Schema.migrate(address);
    try (StandaloneTransactions transactions = new StandaloneTransactions(address)) {
      Transactions passing = failpoints.around(transactions, Failpoints.Point.IN_SNAPSHOT);
      LogDatabase database = database(passing, address);
      long revision = database.bounds().revision();
      int objects = 0;
      for (Iterator<EncodedObject> counted = new State(database, revision); counted.hasNext(); ) {
        counted.next();
        objects++;
      }
      new SnapshotFile(file)
          .write(new SnapshotFile.Header(revision, objects), new State(database, revision));
      return new Summary(revision, objects);
    }
  }

  /**
   * Fills an empty database from a file, wholly or not at all. The head of its log is far ahead of
   * the snapshot's, and nothing before it can be resumed from: clients list again.
   *
   * @throws IOException when the file is damaged; the database is as it was
   * @throws IllegalStateException when the database is not empty
   */
  public static Summary restore(Settings settings, Path file) throws IOException {
    return restore(settings, file, Failpoints.NONE);
  }

  /** {@link #restore(Settings, Path)} on its way past the failpoints. */
  public static Summary restore(Settings settings, Path file, Failpoints failpoints)
      throws IOException {
    SnapshotFile snapshot = new SnapshotFile(file);
    snapshot.verify();
    DatabaseAddress address = DatabaseAddress.of(settings);
    Schema.migrate(address);
    try (StandaloneTransactions transactions = new StandaloneTransactions(address)) {
      Transactions passing = failpoints.around(transactions, Failpoints.Point.IN_RESTORE);
      return database(passing, address).fill(snapshot);
    }
  }

  private static JpaLogDatabase database(Transactions transactions, DatabaseAddress address) {
    return new JpaLogDatabase(transactions, address.kind(), UUID.randomUUID().toString());
  }

  /** The objects of the state at a revision, page by page. */
  private static final class State implements Iterator<EncodedObject> {

    private final LogDatabase database;
    private final long revision;
    private Iterator<EncodedObject> page = List.<EncodedObject>of().iterator();
    private long position;
    private boolean ended;

    State(LogDatabase database, long revision) {
      this.database = database;
      this.revision = revision;
    }

    @Override
    public boolean hasNext() {
      if (!ended && !page.hasNext()) {
        page = database.stateAt(revision, position).iterator();
        ended = !page.hasNext();
      }
      return page.hasNext();
    }

    @Override
    public EncodedObject next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      EncodedObject next = page.next();
      position = next.revision();
      return next;
    }
  }
}
