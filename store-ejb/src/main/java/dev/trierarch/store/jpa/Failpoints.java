package dev.trierarch.store.jpa;

import jakarta.persistence.EntityManager;
import java.util.function.Function;

/**
 * Told when the work of a standalone store passes a point at which losing the process is
 * interesting. A cluster's store has none: nothing stands between it and its database.
 */
@FunctionalInterface
public interface Failpoints {

  Failpoints NONE = point -> {};

  /** The points, each named by what has happened before it and has not yet. */
  enum Point {
    /** Rows are appended, their transaction is not committed. */
    BEFORE_COMMIT,
    /** Rows are committed, whoever wrote them has no answer. */
    AFTER_COMMIT_BEFORE_ANSWER,
    /** A step of compaction has removed its rows and is not committed. */
    IN_COMPACTION,
    /** Rows of the log are read, for the tail or for a watch far behind, and nobody has them. */
    IN_TAIL,
    /** A page of the state is read for a snapshot that is not finished. */
    IN_SNAPSHOT,
    /** The rows of a snapshot are filled in and not committed. */
    IN_RESTORE
  }

  /** The work is at a point; returns, unless this is where the process is to end. */
  void reach(Point point);

  /** Transactions that pass a point before each of their commits. */
  default Transactions around(Transactions transactions, Point point) {
    return new Transactions() {
      @Override
      public <T> T run(Function<EntityManager, T> work) {
        return transactions.run(
            entityManager -> {
              T result = work.apply(entityManager);
              reach(point);
              return result;
            });
      }
    };
  }
}
