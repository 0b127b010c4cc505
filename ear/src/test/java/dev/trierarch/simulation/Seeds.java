package dev.trierarch.simulation;

import java.util.stream.LongStream;

/**
 * Which seeds the simulations run from: {@code -Dsimulation.seed=N} repeats one of them, {@code
 * -Dsimulation.seeds=N} runs the first N.
 */
final class Seeds {

  private Seeds() {}

  static LongStream chosen(int otherwise) {
    Long one = Long.getLong("simulation.seed");
    return one == null
        ? LongStream.rangeClosed(1, Long.getLong("simulation.seeds", otherwise))
        : LongStream.of(one);
  }
}
