package dev.trierarch.store.jpa;

import dev.trierarch.settings.Settings;
import dev.trierarch.store.image.EncodedObject;
import dev.trierarch.store.snapshot.SnapshotFile;
import dev.trierarch.store.snapshot.SnapshotHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

/**
 * Copies the cluster state of a database into a file, and puts one from a file into a database:
 * against disasters, and as the way from one database to another.
 */
public final class Snapshot {

  /**
   * How far a restored log's head is ahead of the snapshot's at least: no client can have seen a
   * revision beyond that, however long it went on after the snapshot was taken.
   */
  static final long REVISIONS_SKIPPED_MIN = 1_000_000_000;

  private final Settings settings;
  private final InstantSource clock;
  private final Failpoints failpoints;

  /**
   * @param settings name the database
   */
  public Snapshot(Settings settings, InstantSource clock) {
    this(settings, clock, Failpoints.NONE);
  }

  /** A snapshot whose work passes the failpoints. */
  public Snapshot(Settings settings, InstantSource clock, Failpoints failpoints) {
    this.settings = settings;
    this.clock = clock;
    this.failpoints = failpoints;
  }

  /**
   * Writes the state that the database has now; writers go on meanwhile.
   *
   * @throws dev.trierarch.store.StoreException when the database cannot be read
   */
  public SnapshotHeader take(Path file) throws IOException {
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
      SnapshotHeader header = new SnapshotHeader(revision, objects, now());
      new SnapshotFile(file).write(header, new State(database, revision));
      return header;
    }
  }

  /** The revision of the state that the database holds; empty when it holds none. */
  public Optional<Long> revision() {
    DatabaseAddress address = DatabaseAddress.of(settings);
    Schema.migrate(address);
    try (StandaloneTransactions transactions = new StandaloneTransactions(address)) {
      long revision = database(transactions, address).bounds().revision();
      return revision == LogHead.EMPTY_REVISION ? Optional.empty() : Optional.of(revision);
    }
  }

  /**
   * Puts the state in the file in place of all that the database holds, wholly or not at all. The
   * log's head is then ahead of every revision that was ever written to it or to the database that
   * the file is from, and nothing before it can be resumed from: clients list again.
   *
   * @param expectedRevision what {@link #revision} said
   * @throws dev.trierarch.store.snapshot.DamagedSnapshotException when the file is damaged; the
   *     database is as it was
   * @throws IllegalStateException when the database is no longer at that revision
   */
  public SnapshotHeader restore(Path file, Optional<Long> expectedRevision) throws IOException {
    SnapshotFile snapshot = new SnapshotFile(file);
    snapshot.verify();
    long snapshotRevision = snapshot.header().revision();
    DatabaseAddress address = DatabaseAddress.of(settings);
    Schema.migrate(address);
    try (StandaloneTransactions transactions = new StandaloneTransactions(address)) {
      Transactions passing = failpoints.around(transactions, Failpoints.Point.IN_RESTORE);
      JpaLogDatabase database = database(passing, address);
      long expected = expectedRevision.orElse(LogHead.EMPTY_REVISION);
      return database.replace(snapshot, expected, headAfter(snapshotRevision, expected, now()));
    }
  }

  /**
   * Where the head goes. The time in microseconds is what makes a second restore of the same file
   * go further than the first: no store writes a row a microsecond for long.
   */
  static long headAfter(long snapshotRevision, long replacedRevision, Instant now) {
    long seen = Math.max(snapshotRevision, replacedRevision) + REVISIONS_SKIPPED_MIN;
    return Math.max(seen, ChronoUnit.MICROS.between(Instant.EPOCH, now));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static JpaLogDatabase database(Transactions transactions, DatabaseAddress address) {
    return new JpaLogDatabase(transactions, address, UUID.randomUUID().toString());
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
