package dev.trierarch.controller.nodeipam;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Optional;

/** The /24 ranges that an IPv4 range is divided into, one a node. Pure. */
final class PodRanges {

  private static final int NODE_PREFIX_BITS = 24;
  private static final int ADDRESS_BITS = 32;

  private final long first;
  private final long count;

  /**
   * @param clusterRange e.g. {@code 10.244.0.0/16}, at least a /24
   */
  PodRanges(String clusterRange) {
    String[] parts = clusterRange.split("/", 2);
    int prefixBits = parts.length == 2 ? Integer.parseInt(parts[1]) : ADDRESS_BITS;
    if (prefixBits > NODE_PREFIX_BITS || prefixBits < 1) {
      throw new IllegalArgumentException(
          "trierarch.cluster.cidr="
              + clusterRange
              + ": must be an IPv4 range of at least a /24, e.g. 10.244.0.0/16");
    }
    this.first = number(parts[0]);
    this.count = 1L << (NODE_PREFIX_BITS - prefixBits);
  }

  /** The first range that is not taken; empty when all are. */
  Optional<String> firstFree(Collection<String> taken) {
    for (long i = 0; i < count; i++) {
      String range = text(first + (i << (ADDRESS_BITS - NODE_PREFIX_BITS)));
      if (!taken.contains(range)) {
        return Optional.of(range);
      }
    }
    return Optional.empty();
  }

  private static long number(String address) {
    try {
      long number = 0;
      for (byte octet : InetAddress.getByName(address).getAddress()) {
        number = number << 8 | (octet & 0xff);
      }
      return number;
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "trierarch.cluster.cidr: " + address + " is no IPv4 address, e.g. 10.244.0.0", e);
    }
  }

  private static String text(long number) {
    return (number >> 24 & 0xff)
        + "."
        + (number >> 16 & 0xff)
        + "."
        + (number >> 8 & 0xff)
        + "."
        + (number & 0xff)
        + "/"
        + NODE_PREFIX_BITS;
  }
}
