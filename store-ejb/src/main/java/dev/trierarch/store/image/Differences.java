package dev.trierarch.store.image;

import dev.trierarch.store.Change.Operation;
import dev.trierarch.store.Difference;
import dev.trierarch.store.Difference.Step;
import dev.trierarch.store.DifferenceQuery;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoreException;
import dev.trierarch.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Finds what differs between two revisions from the rows between them: an object's first row tells
 * its state before, its last row its state after.
 *
 * <p>Reads the rows twice, so as to hold only the documents of the objects that are asked for: once
 * to see which objects differ, and once to take those of the page.
 */
public final class Differences {

  private static final int PAGE_ROWS_MAX = 1000;

  private final Store store;
  private final DifferenceQuery query;

  private Differences(Store store, DifferenceQuery query) {
    this.store = store;
    this.query = query;
  }

  /** As {@link Store#differences}, by the rows that a store has. */
  public static List<Difference> of(Store store, DifferenceQuery query) {
    long head = store.image().revision();
    if (query.toRevision() > head) {
      throw new StoreException.NotYet(query.toRevision(), head);
    }
    return new Differences(store, query).page();
  }

  private List<Difference> page() {
    TreeMap<ObjectKey, Track> tracks = new TreeMap<>();
    for (ObjectKey key : keysOfPage()) {
      tracks.put(key, new Track());
    }
    forEachRow(
        row -> {
          Track track = tracks.get(row.key());
          if (track != null) {
            track.add(row);
          }
        });
    return tracks.entrySet().stream()
        .map(each -> each.getValue().difference(each.getKey()))
        .toList();
  }

  private List<ObjectKey> keysOfPage() {
    TreeMap<ObjectKey, Extent> extents = new TreeMap<>();
    forEachRow(
        row -> extents.computeIfAbsent(row.key(), key -> new Extent(row.previous())).add(row));
    List<ObjectKey> keys = new ArrayList<>();
    long bytes = 0;
    for (Map.Entry<ObjectKey, Extent> each : extents.entrySet()) {
      if (keys.size() == query.limit() || bytes >= DifferenceQuery.BYTES_MAX) {
        break;
      }
      if (each.getValue().bytes() > 0) {
        keys.add(each.getKey());
        bytes += each.getValue().bytes();
      }
    }
    return keys;
  }

  private void forEachRow(Consumer<Revision> action) {
    long position = query.fromRevision();
    List<Revision> page = store.rowsAfter(position, PAGE_ROWS_MAX);
    while (!page.isEmpty() && position < query.toRevision()) {
      page.stream()
          .filter(row -> row.number() <= query.toRevision() && query.asksFor(row.key()))
          .forEach(action);
      position = page.get(page.size() - 1).number();
      page = store.rowsAfter(position, PAGE_ROWS_MAX);
    }
  }

  private static boolean exists(Revision row) {
    return row.operation() != Operation.DELETE;
  }

  /** How large an object's states are at the two revisions, 0 where it is not there. */
  private static final class Extent {

    private final long bytesBefore;
    private long bytesAfter;

    Extent(StoredObject before) {
      bytesBefore = before == null ? 0 : before.json().length;
    }

    void add(Revision row) {
      bytesAfter = exists(row) ? row.object().json().length : 0;
    }

    /** 0 for an object that was created and deleted between the two. */
    long bytes() {
      return bytesBefore + bytesAfter;
    }
  }

  /** One object's way from the earlier revision to the later one. */
  private static final class Track {

    private final List<Step> steps = new ArrayList<>();
    private StoredObject before;
    private StoredObject after;

    void add(Revision row) {
      if (steps.isEmpty()) {
        before = row.previous();
      }
      after = exists(row) ? row.object() : null;
      steps.add(Step.of(row));
    }

    Difference difference(ObjectKey key) {
      return new Difference(key, before, after, List.copyOf(steps));
    }
  }
}
