package dev.trierarch.store.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;

/**
 * How far a page of the log goes: so many rows, and of large objects fewer, since all of a page is
 * in memory at once. In SQL, as JPQL has no word for the length of bytes.
 */
final class LogPage {

  /** More than any transaction has, so that a page holds a whole one. */
  private static final int ROWS_MAX = 1000;

  private static final int STATE_ROWS_MAX = 4000;

  /** A page is longer only by its last transaction, or its last object. */
  static final long BYTES_MAX = 16L * 1024 * 1024;

  /** Revision, transaction, bytes; the state before a row comes with it. */
  private static final String ROWS =
      "SELECT r.revision, r.first_revision, length(r.document) + COALESCE((SELECT"
          + " length(p.document) FROM revision_log p WHERE p.revision = r.previous_revision), 0)"
          + " FROM revision_log r WHERE r.revision > ?1 ORDER BY r.revision LIMIT "
          + ROWS_MAX;

  private static final String STATE =
      "SELECT r.revision, r.revision, length(r.document) FROM revision_log r WHERE r.revision > ?1"
          + " AND r.revision <= ?2 AND r.operation <> 'DELETE' AND NOT EXISTS (SELECT s.revision"
          + " FROM revision_log s WHERE s.previous_revision = r.revision AND s.previous_revision >"
          + " 0 AND s.revision <= ?2) ORDER BY r.revision LIMIT "
          + STATE_ROWS_MAX;

  private LogPage() {}

  /** The last revision of the page of whole transactions after a revision. */
  static long endOfRows(EntityManager entityManager, long afterRevision) {
    Query sizes = entityManager.createNativeQuery(ROWS).setParameter(1, afterRevision);
    return end(sizes, ROWS_MAX, afterRevision);
  }

  /** The last revision of the page of a state's objects that were written after a revision. */
  static long endOfState(EntityManager entityManager, long revision, long writtenAfter) {
    Query sizes =
        entityManager
            .createNativeQuery(STATE)
            .setParameter(1, writtenAfter)
            .setParameter(2, revision);
    return end(sizes, STATE_ROWS_MAX, writtenAfter);
  }

  /**
   * Where a transaction ends and the page is full; perhaps only a part of the last one was read.
   */
  private static long end(Query sizes, int rowsMax, long afterRevision) {
    List<?> rows = sizes.getResultList();
    long end = afterRevision;
    long last = afterRevision;
    long transaction = 0;
    long bytes = 0;
    for (Object each : rows) {
      Object[] row = (Object[]) each;
      long first = number(row[1]);
      if (first != transaction) {
        end = last;
        transaction = first;
        if (bytes >= BYTES_MAX) {
          return end;
        }
      }
      last = number(row[0]);
      bytes += number(row[2]);
    }
    return rows.size() < rowsMax ? last : end;
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }
}
