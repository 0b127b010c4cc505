package dev.trierarch.controller.certificates;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses as certificates carry them. */
final class Addresses {

  private Addresses() {}

  /** From 4 or 16 octets. */
  static String text(byte[] octets) {
    try {
      return InetAddress.getByAddress(octets).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "an address of " + octets.length + " bytes is neither IPv4 nor IPv6", e);
    }
  }
}
