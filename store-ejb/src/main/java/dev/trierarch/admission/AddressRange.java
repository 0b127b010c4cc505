package dev.trierarch.admission;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IPv4 addresses.
 *
 * @param first the network's own address, as a number
 */
public record AddressRange(long first, int prefixLength) {

  private static final Pattern ADDRESS =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
  private static final int PREFIX_LENGTH_MIN = 8;
  private static final int PREFIX_LENGTH_MAX = 30;

  /** From CIDR notation, e.g. {@code 10.96.0.0/16}. */
  public static AddressRange parse(String cidr) {
    int slash = cidr.indexOf('/');
    Optional<Long> address = number(slash < 0 ? cidr : cidr.substring(0, slash));
    String prefix = slash < 0 ? "" : cidr.substring(slash + 1);
    if (address.isPresent() && prefix.matches("\\d{1,2}")) {
      int length = Integer.parseInt(prefix);
      if (length >= PREFIX_LENGTH_MIN && length <= PREFIX_LENGTH_MAX) {
        return new AddressRange(address.get() & -(1L << (32 - length)), length);
      }
    }
    throw new IllegalArgumentException(
        "trierarch.service.cidr=%s: must be an IPv4 range between /%d and /%d, e.g. 10.96.0.0/16"
            .formatted(cidr, PREFIX_LENGTH_MIN, PREFIX_LENGTH_MAX));
  }

  /** How many addresses there are, the network's and the broadcast address included. */
  long size() {
    return 1L << (32 - prefixLength);
  }

  public String address(long offset) {
    long address = first + offset;
    return "%d.%d.%d.%d"
        .formatted(address >> 24 & 0xff, address >> 16 & 0xff, address >> 8 & 0xff, address & 0xff);
  }

  /** Whether a Service can have this address: it is in the range, and not its first or last. */
  boolean holds(String address) {
    return number(address)
        .map(number -> number > first && number < first + size() - 1)
        .orElse(false);
  }

  static boolean isAddress(String text) {
    return number(text).isPresent();
  }

  @Override
  public String toString() {
    return address(0) + "/" + prefixLength;
  }

  private static Optional<Long> number(String address) {
    Matcher matcher = ADDRESS.matcher(address);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = 0;
    for (int i = 1; i <= 4; i++) {
      int octet = Integer.parseInt(matcher.group(i));
      if (octet > 255) {
        return Optional.empty();
      }
      number = number << 8 | octet;
    }
    return Optional.of(number);
  }
}
