package dev.trierarch.catalog.form;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A range of IP addresses.
 *
 * @param address one in it, as a number
 * @param width how many bits its addresses have
 * @param prefix how many of them all addresses in it share
 */
public record IpRange(BigInteger address, int width, int prefix) {

  private static final int V4_BITS = 32;
  private static final int MAPPED_BITS = 96;

  /** The range that a text such as {@code 10.0.0.0/8} names; empty when it names none. */
  public static Optional<IpRange> of(String text) {
    if (!IpAddresses.isRange(text)) {
      return Optional.empty();
    }
    int slash = text.indexOf('/');
    byte[] bytes = IpAddresses.bytes(text.substring(0, slash));
    int width = bytes.length * Byte.SIZE;
    int prefix = Integer.parseInt(text.substring(slash + 1));
    // An IPv4 address in the form of an IPv6 address has its own bits at the end.
    boolean mapped = width == V4_BITS && text.contains(":");
    int own = mapped ? Math.max(0, prefix - MAPPED_BITS) : prefix;
    return Optional.of(new IpRange(new BigInteger(1, bytes), width, own));
  }

  /** As everybody writes it: its first address and the prefix. */
  public String canonical() {
    int rest = width - prefix;
    BigInteger first = address.shiftRight(rest).shiftLeft(rest);
    byte[] bytes = new byte[width / Byte.SIZE];
    byte[] number = first.toByteArray();
    int length = Math.min(number.length, bytes.length);
    System.arraycopy(number, number.length - length, bytes, bytes.length - length, length);
    return AddressText.of(bytes) + "/" + prefix;
  }

  /** Whether this is a part of another, and not all of it. */
  public boolean isStrictlyWithin(IpRange other) {
    int rest = width - other.prefix;
    return width == other.width
        && prefix > other.prefix
        && address.shiftRight(rest).equals(other.address.shiftRight(rest));
  }
}
