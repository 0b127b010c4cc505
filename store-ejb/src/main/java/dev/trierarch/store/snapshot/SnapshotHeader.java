package dev.trierarch.store.snapshot;

import java.time.Instant;

/**
 * What a snapshot says of itself before its objects come.
 *
 * @param revision the state's
 * @param objects how many follow
 * @param taken when, to the millisecond
 */
public record SnapshotHeader(long revision, int objects, Instant taken) {}
