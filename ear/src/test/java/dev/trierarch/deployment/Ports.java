package dev.trierarch.deployment;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;

/**
 * Hands out ports to listen on, each once, so that a server may be stopped and started on its own.
 * The kernel takes none of them for a connection, and each of the JVMs that test side by side has
 * its own.
 */
public final class Ports {

  private static final int FIRST = 20_000;
  private static final int STEP = 100;
  private static final int BASES_MAX = 60;
  private static final int FORKS_MAX = 2;

  private static int handedOut;

  private Ports() {}

  /** A port that nobody listens on. */
  public static int free() {
    return freeBase(0);
  }

  /** A base to which every one of these may be added and is free. */
  static synchronized int freeBase(int... offsets) {
    while (handedOut < BASES_MAX) {
      int base = FIRST + (fork() * BASES_MAX + handedOut++) * STEP;
      if (IntStream.of(offsets).allMatch(offset -> isFree(base + offset))) {
        return base;
      }
    }
    throw new IllegalStateException("no port of " + BASES_MAX + " is free");
  }

  /** Which of the JVMs this is; failsafe counts them from one. */
  private static int fork() {
    return (Integer.getInteger("trierarch.fork", 1) - 1) % FORKS_MAX;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
