package dev.trierarch.bench.robustness.process;

import dev.trierarch.store.ObjectKey;
import java.util.List;

/**
 * What the driver asks of a store's process. Which fields count depends on the kind; the factories
 * say it.
 */
public record Request(
    Kind kind,
    List<WantedChange> changes,
    ObjectKey key,
    String namespace,
    long revision,
    int count,
    String file,
    String database,
    Fault fault) {

  /** What can be asked for. */
  public enum Kind {
    WRITE,
    GET,
    LIST,
    LIST_CURRENT,
    LIST_AT,
    ROWS,
    WATCH,
    STOP_WATCH,
    COMPACT,
    SNAPSHOT,
    RESTORE,
    INSPECT,
    ARM
  }

  public static Request write(List<WantedChange> changes) {
    return new Request(Kind.WRITE, changes, null, null, 0, 0, null, null, null);
  }

  /** One object, with what any store has acknowledged. */
  public static Request get(ObjectKey key) {
    return new Request(Kind.GET, List.of(), key, null, 0, 0, null, null, null);
  }

  /** Every object of every resource, as the store that is asked knows it. */
  public static Request list() {
    return of(Kind.LIST, 0);
  }

  /** Every object of every resource, with what any store has acknowledged. */
  public static Request listCurrent() {
    return of(Kind.LIST_CURRENT, 0);
  }

  /** Every object as it was at a revision. */
  public static Request listAt(long revision) {
    return of(Kind.LIST_AT, revision);
  }

  /** The rows after a revision, at most so many. */
  public static Request rows(long afterRevision, int count) {
    return new Request(Kind.ROWS, List.of(), null, null, afterRevision, count, null, null, null);
  }

  /**
   * @param watch the number of the watch, which its events carry
   * @param resource null for all of them
   */
  public static Request watch(int watch, String resource, String namespace, long afterRevision) {
    ObjectKey key = resource == null ? null : new ObjectKey(resource, "", "");
    return new Request(
        Kind.WATCH, List.of(), key, namespace, afterRevision, watch, null, null, null);
  }

  public static Request stopWatch(int watch) {
    return new Request(Kind.STOP_WATCH, List.of(), null, null, 0, watch, null, null, null);
  }

  public static Request compact(long revision) {
    return of(Kind.COMPACT, revision);
  }

  public static Request snapshot(String file) {
    return new Request(Kind.SNAPSHOT, List.of(), null, null, 0, 0, file, null, null);
  }

  /** Fills another database from a file. */
  public static Request restore(String file, String database) {
    return new Request(Kind.RESTORE, List.of(), null, null, 0, 0, file, database, null);
  }

  /** Every object that another database holds. */
  public static Request inspect(String database) {
    return new Request(Kind.INSPECT, List.of(), null, null, 0, 0, null, database, null);
  }

  /** The process is to end when it gets to a point for the so manieth time. */
  public static Request arm(Fault fault, int times) {
    return new Request(Kind.ARM, List.of(), null, null, 0, times, null, null, fault);
  }

  private static Request of(Kind kind, long revision) {
    return new Request(kind, List.of(), null, null, revision, 0, null, null, null);
  }

  public String resource() {
    return key == null ? null : key.resource();
  }
}
