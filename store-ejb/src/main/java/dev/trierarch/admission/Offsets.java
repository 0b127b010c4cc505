package dev.trierarch.admission;

import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;

/** Picks a free number from a range, beginning at a random one and going round once. */
final class Offsets {

  private Offsets() {}

  /** A number from {@code first} up to, not including, {@code end} that is free. */
  static OptionalLong pick(long first, long end, RandomGenerator random, LongPredicate free) {
    if (end <= first) {
      return OptionalLong.empty();
    }
    long count = end - first;
    long start = random.nextLong(count);
    for (long i = 0; i < count; i++) {
      long candidate = first + (start + i) % count;
      if (free.test(candidate)) {
        return OptionalLong.of(candidate);
      }
    }
    return OptionalLong.empty();
  }
}
