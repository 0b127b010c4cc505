package dev.trierarch.bench.robustness;

import dev.trierarch.bench.robustness.process.Answer;
import dev.trierarch.bench.robustness.process.LoggedRow;
import dev.trierarch.store.Change.Operation;
import dev.trierarch.store.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the clients know of each object's revision; it may be out of date. */
final class Knowledge {

  private final Map<ObjectKey, Long> revisions = new ConcurrentHashMap<>();

  /** The revision of an object, 0 when it is not thought to be there. */
  long revisionOf(ObjectKey key) {
    return revisions.getOrDefault(key, 0L);
  }

  /** Learns what was written. */
  void learn(List<LoggedRow> rows) {
    for (LoggedRow row : rows) {
      revisions.put(row.key(), row.operation() == Operation.DELETE ? 0 : row.revision());
    }
  }

  /** Learns the whole state. */
  void learnAll(Answer list) {
    revisions.clear();
    list.objects().forEach(object -> revisions.put(object.key(), object.revision()));
  }
}
