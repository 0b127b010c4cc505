package dev.trierarch.bench.robustness.process;

import dev.trierarch.store.Change.Operation;
import dev.trierarch.store.ObjectKey;

/**
 * A change that a writer asks for.
 *
 * @param expected the revision that the object is to be at, 0 for a creation
 * @param value what tells this change from all others of the run
 */
public record WantedChange(Operation operation, ObjectKey key, long expected, String value) {}
