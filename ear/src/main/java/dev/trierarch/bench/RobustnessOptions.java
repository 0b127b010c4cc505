package dev.trierarch.bench;

/**
 * How robustness is tried.
 *
 * @param database {@code sqlite} or {@code postgresql}
 * @param seed decides the faults and what the clients ask
 */
public record RobustnessOptions(String database, int minutes, long seed) {}
