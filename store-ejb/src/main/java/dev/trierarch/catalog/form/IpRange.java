package dev.trierarch.catalog.form;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * A range of IP addresses.
 *
 * @param address one in it, as a number
 * @param width how many bits its addresses have
 * @param prefix how many of them all addresses in it share
 */
public record IpRange(BigInteger address, int width, int prefix) {

  /** The range that a text such as {@code 10.0.0.0/8} names; empty when it names none. */
  public static Optional<IpRange> of(String text) {
    if (!IpAddresses.isRange(text)) {
      return Optional.empty();
    }
    int slash = text.indexOf('/');
    byte[] bytes = bytes(text.substring(0, slash));
    int prefix = Integer.parseInt(text.substring(slash + 1));
    return Optional.of(new IpRange(new BigInteger(1, bytes), bytes.length * Byte.SIZE, prefix));
  }

  private static byte[] bytes(String address) {
    try {
      // It is known to be an address, for which nobody is asked.
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(address + " is not an IP address", e);
    }
  }

  /** Whether this is a part of another, and not all of it. */
  public boolean isStrictlyWithin(IpRange other) {
    int rest = width - other.prefix;
    return width == other.width
        && prefix > other.prefix
        && address.shiftRight(rest).equals(other.address.shiftRight(rest));
  }
}
