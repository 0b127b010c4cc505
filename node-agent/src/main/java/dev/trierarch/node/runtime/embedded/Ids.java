package dev.trierarch.node.runtime.embedded;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes ids of sandboxes and containers: 64 hexadecimal digits, as other runtimes' are. */
final class Ids {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  static String next() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
