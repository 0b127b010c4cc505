package dev.trierarch.store;

import java.time.Duration;

/**
 * How new the state is that {@link Store#image()} serves.
 *
 * @param revision the newest revision that is served
 * @param age how long ago the database last said that there was nothing newer; zero while nobody
 *     else writes to it
 */
public record Freshness(long revision, Duration age) {}
