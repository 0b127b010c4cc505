package dev.trierarch.bench.robustness;

import dev.trierarch.bench.robustness.check.RestoredState;
import dev.trierarch.bench.robustness.process.Answer;
import dev.trierarch.bench.robustness.process.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a snapshot while others write and restores it into another database; the process may be
 * lost in either. Afterwards it is done again, to the end.
 */
final class SnapshotDrill {

  private static final String NAME = "drill";

  private final Stores stores;
  private final String file;
  private final String database;
  private Answer taken;

  SnapshotDrill(Stores stores, DatabaseUnderTest databases, Path file) throws IOException {
    this.stores = stores;
    this.file = file.toString();
    this.database = databases.newDatabase();
  }

  /** Goes as far as it gets. */
  void attempt(int store) {
    taken = stores.call(NAME, store, Request.snapshot(file));
    if (taken.isDone()) {
      stores.call(NAME, store, Request.restore(file, database));
    }
  }

  /** Looks at what the attempt has left, and completes it. */
  List<RestoredState> complete(int store) {
    List<RestoredState> found = new ArrayList<>();
    if (taken.isDone()) {
      found.add(inspected(store, false));
    } else {
      taken = stores.call(NAME, store, Request.snapshot(file));
    }
    if (found.isEmpty() || found.get(0).objects().isEmpty()) {
      stores.call(NAME, store, Request.restore(file, database));
      found.add(inspected(store, true));
    }
    return found;
  }

  private RestoredState inspected(int store, boolean whole) {
    Answer inspected = stores.call(NAME, store, Request.inspect(database));
    if (!inspected.isDone()) {
      throw new IllegalStateException(
          "a restored database cannot be opened: " + inspected.reason());
    }
    return new RestoredState(taken.revision(), inspected.revision(), inspected.objects(), whole);
  }
}
