package dev.trierarch.bench.robustness.check;

import dev.trierarch.bench.robustness.process.ListedObject;
import java.util.List;

/**
 * A database that was filled from a snapshot.
 *
 * @param snapshotRevision the revision that the snapshot was said to be
 * @param revision the revision that the restored store is at
 * @param whole whether the restoring was said to have ended; else it was interrupted
 */
public record RestoredState(
    long snapshotRevision, long revision, List<ListedObject> objects, boolean whole) {}
