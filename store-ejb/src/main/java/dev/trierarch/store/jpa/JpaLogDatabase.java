package dev.trierarch.store.jpa;

import dev.trierarch.store.Change.Operation;
import dev.trierarch.store.Revision;
import dev.trierarch.store.StoreException;
import dev.trierarch.store.image.EncodedObject;
import dev.trierarch.store.snapshot.SnapshotFile;
import dev.trierarch.store.snapshot.SnapshotHeader;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** The log in two tables, by JPA. */
final class JpaLogDatabase implements LogDatabase {

  private static final int VACUUM_PAGES_MAX = 256;

  /** In SQL, as JPQL would have each row looked at for whether it is one of those. */
  private static final String DELETE_SUPERSEDED =
      "DELETE FROM revision_log WHERE revision IN (SELECT previous_revision FROM revision_log"
          + " WHERE revision > ?1 AND revision <= ?2 AND previous_revision > 0)";

  private static final String READ_ONLY = "eclipselink.read-only";

  private final Transactions transactions;
  private final DatabaseAddress address;
  private final String writer;

  /** Settles in memory who is next: SQLite's own waiting is a poll that starves the unlucky. */
  private final ReentrantLock exclusive = new ReentrantLock(true);

  /**
   * @param writer names this control plane among those that share the database, and this run of it
   */
  JpaLogDatabase(Transactions transactions, DatabaseAddress address, String writer) {
    this.transactions = transactions;
    this.address = address;
    this.writer = writer;
  }

  @Override
  public Bounds bounds() {
    return inTransaction(entityManager -> boundsOf(head(entityManager)));
  }

  @Override
  public <T> T exclusively(Function<LockedLog, T> work) {
    AtomicBoolean begun = new AtomicBoolean();
    exclusive.lock();
    try {
      return inTransaction(
          entityManager -> {
            lockHead(entityManager);
            begun.set(true);
            return work.apply(new Locked(entityManager, head(entityManager)));
          },
          () -> !begun.get());
    } finally {
      exclusive.unlock();
    }
  }

  /** An update that changes nothing takes the lock on both databases; SQLite has no other. */
  private static void lockHead(EntityManager entityManager) {
    entityManager.createQuery("UPDATE LogHead h SET h.revision = h.revision").executeUpdate();
  }

  @Override
  public List<List<Revision>> transactionsAfter(long revision) {
    List<List<Revision>> page = inTransaction(entityManager -> page(entityManager, revision));
    requireUncompacted(bounds(), revision);
    return page;
  }

  @Override
  public List<EncodedObject> stateAt(long revision, long writtenAfter) {
    List<EncodedObject> page =
        inTransaction(entityManager -> statePage(entityManager, revision, writtenAfter));
    requireUncompacted(bounds(), revision);
    return page;
  }

  private static List<EncodedObject> statePage(
      EntityManager entityManager, long revision, long writtenAfter) {
    long end = LogPage.endOfState(entityManager, revision, writtenAfter);
    if (end == writtenAfter) {
      return List.of();
    }
    return entityManager
        .createQuery(
            "SELECT r FROM LogRow r WHERE r.revision > :after AND r.revision <= :end"
                + " AND r.operation <> :delete AND NOT EXISTS (SELECT s.revision FROM"
                + " LogRow s WHERE s.previousRevision = r.revision AND s.previousRevision"
                + " > 0 AND s.revision <= :revision) ORDER BY r.revision",
            LogRow.class)
        .setParameter("after", writtenAfter)
        .setParameter("end", end)
        .setParameter("revision", revision)
        .setParameter("delete", Operation.DELETE)
        .setHint(READ_ONLY, "true")
        .getResultList()
        .stream()
        .map(LogRow::toObject)
        .toList();
  }

  /**
   * Asked after reading: what was read before a compaction came past is complete. Never in the
   * transaction that reads: its statements may see the log at different times, and the one that
   * asks at an earlier one than the one that reads.
   */
  private static void requireUncompacted(Bounds bounds, long revision) {
    if (revision < bounds.compactedRevision()) {
      throw new StoreException.Compacted(revision, bounds.compactedRevision());
    }
  }

  /**
   * Puts a snapshot in place of all that the log holds, in one transaction.
   *
   * @param expectedRevision where the log's head must be
   * @param newRevision where it will be; all before it counts as compacted
   */
  SnapshotHeader replace(SnapshotFile snapshot, long expectedRevision, long newRevision)
      throws IOException {
    try {
      return exclusively(
          log -> {
            EntityManager entityManager = ((Locked) log).entityManager;
            requireAt(log.bounds().revision(), expectedRevision);
            entityManager.createQuery("DELETE FROM LogRow r").executeUpdate();
            entityManager.createNativeQuery(AuthorityClaim.RELEASE).executeUpdate();
            SnapshotHeader header = fill(entityManager, snapshot);
            // The head was let go with the rows that were flushed.
            LogHead head = head(entityManager);
            head.advanceTo(newRevision);
            head.compactedTo(newRevision);
            return header;
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void requireAt(long revision, long expectedRevision) {
    if (revision != expectedRevision) {
      throw new IllegalStateException(
          "the database is at revision "
              + revision
              + " and was at "
              + expectedRevision
              + " a moment ago: something still writes to it");
    }
  }

  private SnapshotHeader fill(EntityManager entityManager, SnapshotFile snapshot) {
    SnapshotFilling filling = new SnapshotFilling(entityManager, writer);
    try {
      snapshot.read(filling);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return filling.header();
  }

  @Override
  public Instant timeAt(long revision) {
    return inTransaction(
        entityManager ->
            entityManager
                .createQuery(
                    "SELECT r.writtenMillis FROM LogRow r WHERE r.revision <= :revision ORDER BY"
                        + " r.revision DESC",
                    Long.class)
                .setParameter("revision", revision)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst()
                .map(Instant::ofEpochMilli)
                .orElse(Instant.EPOCH));
  }

  @Override
  public Listening listen(LongConsumer appendedThrough, ThreadFactory threads) {
    return switch (address.kind()) {
      case SQLITE -> Listening.NONE;
      case POSTGRESQL -> PostgresqlListening.start(address, writer, appendedThrough, threads);
    };
  }

  @Override
  public boolean giveBackSpace() {
    if (address.kind() != DatabaseAddress.Kind.SQLITE) {
      return false; // PostgreSQL's own vacuum makes room for the rows to come
    }
    exclusive.lock();
    try {
      return inTransaction(entityManager -> vacuum(entityManager.unwrap(Connection.class)));
    } finally {
      exclusive.unlock();
    }
  }

  /**
   * By JDBC, and as an update: the driver runs that to its end, anything else only to the first
   * page that is freed.
   */
  private boolean vacuum(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA incremental_vacuum(" + VACUUM_PAGES_MAX + ")");
      try (ResultSet free = statement.executeQuery("PRAGMA freelist_count")) {
        return free.next() && free.getInt(1) > 0;
      }
    } catch (SQLException e) {
      throw DatabaseFailures.of(new IllegalStateException(e), address);
    }
  }

  /** Runs a read, which may be repeated. */
  private <T> T inTransaction(Function<EntityManager, T> work) {
    return inTransaction(work, () -> true);
  }

  private <T> T inTransaction(Function<EntityManager, T> work, BooleanSupplier mayRepeat) {
    try {
      return PoolAttempts.run(() -> transactions.run(work), mayRepeat);
    } catch (IllegalStateException | UncheckedIOException e) {
      throw e;
    } catch (RuntimeException e) {
      throw DatabaseFailures.of(e, address);
    }
  }

  private static LogHead head(EntityManager entityManager) {
    return entityManager.find(LogHead.class, LogHead.ID);
  }

  private static Bounds boundsOf(LogHead head) {
    return new Bounds(head.revision(), head.compactedRevision());
  }

  /** A page of rows, each with the state before it, in whole transactions. */
  private static List<List<Revision>> page(EntityManager entityManager, long afterRevision) {
    long end = LogPage.endOfRows(entityManager, afterRevision);
    if (end == afterRevision) {
      return List.of();
    }
    List<LogRow> rows =
        entityManager
            .createQuery(
                "SELECT r FROM LogRow r WHERE r.revision > :after AND r.revision <= :end ORDER BY"
                    + " r.revision",
                LogRow.class)
            .setParameter("after", afterRevision)
            .setParameter("end", end)
            .setHint(READ_ONLY, "true")
            .getResultList();
    Map<Long, EncodedObject> previous = statesBefore(entityManager, rows);
    List<List<Revision>> found = new ArrayList<>();
    long currentFirst = 0;
    for (LogRow row : rows) {
      if (row.firstRevision() != currentFirst) {
        found.add(new ArrayList<>());
        currentFirst = row.firstRevision();
      }
      found.get(found.size() - 1).add(row.toRevision(previous.get(row.previousRevision())));
    }
    return found;
  }

  /** The state before each of the rows, by its revision. */
  private static Map<Long, EncodedObject> statesBefore(
      EntityManager entityManager, List<LogRow> rows) {
    List<Long> revisions =
        rows.stream().map(LogRow::previousRevision).filter(revision -> revision > 0).toList();
    if (revisions.isEmpty()) {
      return Map.of();
    }
    return entityManager
        .createQuery("SELECT r FROM LogRow r WHERE r.revision IN :revisions", LogRow.class)
        .setParameter("revisions", revisions)
        .setHint(READ_ONLY, "true")
        .getResultList()
        .stream()
        .collect(Collectors.toMap(LogRow::revision, LogRow::toObject));
  }

  /** The log within one transaction that holds the lock on its head. */
  private final class Locked implements LockedLog {

    private final EntityManager entityManager;
    private final LogHead head;

    Locked(EntityManager entityManager, LogHead head) {
      this.entityManager = entityManager;
      this.head = head;
    }

    @Override
    public Bounds bounds() {
      return boundsOf(head);
    }

    @Override
    public List<List<Revision>> transactionsAfter(long revision) {
      requireUncompacted(bounds(), revision);
      return page(entityManager, revision);
    }

    @Override
    public void append(List<List<Revision>> appended) {
      for (List<Revision> rows : appended) {
        for (Revision row : rows) {
          entityManager.persist(LogRow.of(row, rows.get(0).number(), writer));
          head.advanceTo(row.number());
          head.writtenBy(writer);
        }
      }
    }

    @Override
    public boolean isOwn(long revision) {
      LogRow row = entityManager.find(LogRow.class, revision);
      return row != null && row.writer().equals(writer);
    }

    @Override
    public void compactTo(long revision) {
      long from = head.compactedRevision();
      entityManager
          .createNativeQuery(DELETE_SUPERSEDED)
          .setParameter(1, from)
          .setParameter(2, revision)
          .executeUpdate();
      entityManager
          .createQuery(
              "DELETE FROM LogRow r WHERE r.revision > :from AND r.revision <= :to AND"
                  + " r.operation = :delete")
          .setParameter("from", from)
          .setParameter("to", revision)
          .setParameter("delete", Operation.DELETE)
          .executeUpdate();
      head.compactedTo(revision);
    }

    @Override
    public void restartAt(long revision) {
      compactTo(head.revision());
      head.advanceTo(revision);
      head.compactedTo(revision);
      head.writtenBy(writer);
    }
  }
}
