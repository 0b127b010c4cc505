package dev.trierarch.bench.robustness.process;

import dev.trierarch.store.ObjectKey;

/** An object as a reader of the state was shown it. */
public record ListedObject(ObjectKey key, long revision, String value) {}
