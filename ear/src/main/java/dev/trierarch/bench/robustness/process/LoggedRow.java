package dev.trierarch.bench.robustness.process;

import dev.trierarch.store.Change.Operation;
import dev.trierarch.store.ObjectKey;

/**
 * A row of the log as a reader of rows or a watch was shown it.
 *
 * @param value what the writer put into the object; no two changes of a run put in the same
 * @param previous the revision of the state before, 0 for a creation
 */
public record LoggedRow(
    long revision, Operation operation, ObjectKey key, String value, long previous) {}
