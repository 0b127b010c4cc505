package dev.trierarch.bench.robustness.process;

import dev.trierarch.store.jpa.Failpoints;
import java.util.Locale;

/** What is done to a store while it works. */
public enum Fault {
  /** The process is killed from outside, at any moment. */
  KILL(null),
  BEFORE_COMMIT(Failpoints.Point.BEFORE_COMMIT),
  AFTER_COMMIT_BEFORE_ANSWER(Failpoints.Point.AFTER_COMMIT_BEFORE_ANSWER),
  /** The process ends when a write is answered and no watch has been told of it. */
  AFTER_ANSWER_BEFORE_WATCHERS(null),
  IN_COMPACTION(Failpoints.Point.IN_COMPACTION),
  IN_SNAPSHOT(Failpoints.Point.IN_SNAPSHOT),
  IN_RESTORE(Failpoints.Point.IN_RESTORE),
  IN_TAIL(Failpoints.Point.IN_TAIL),
  /** The connections to the database are cut, and new ones too for a while. */
  CUT_CONNECTIONS(null),
  /** What goes to the database and comes from it is held up. */
  DELAYED_CONNECTIONS(null);

  private final Failpoints.Point point;

  Fault(Failpoints.Point point) {
    this.point = point;
  }

  /** Whether the process ends when it gets to this point. */
  boolean isAt(Failpoints.Point reached) {
    return point == reached;
  }

  /** Whether the process ends itself. */
  public boolean isFailpoint() {
    return point != null || this == AFTER_ANSWER_BEFORE_WATCHERS;
  }

  /** Whether it is done to the connection between a store and a database server. */
  public boolean isOfConnections() {
    return this == CUT_CONNECTIONS || this == DELAYED_CONNECTIONS;
  }

  /** As in {@code after-commit-before-answer}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
