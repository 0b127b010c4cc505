package dev.trierarch.registry;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes random uids (RFC 4122, version 4) from an injected source. */
final class Uids {

  private Uids() {}

  static String random(RandomGenerator random) {
    long high = (random.nextLong() & 0xffffffffffff0fffL) | 0x4000L;
    long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
