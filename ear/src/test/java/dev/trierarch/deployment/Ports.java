package dev.trierarch.deployment;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;

/** Finds ports that nobody listens on. */
final class Ports {

  private static final int BASE_MIN = 26_000;
  private static final int BASE_MAX = 32_000;
  private static final int STEP = 100;

  private Ports() {}

  /** A base to which every one of these may be added and is free. */
  static int freeBase(int... offsets) {
    return IntStream.iterate(BASE_MIN, base -> base < BASE_MAX, base -> base + STEP)
        .filter(base -> IntStream.of(offsets).allMatch(offset -> isFree(base + offset)))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
