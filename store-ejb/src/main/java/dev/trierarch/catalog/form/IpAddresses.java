package dev.trierarch.catalog.form;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Tells IP addresses from other texts, without asking a name server. */
public final class IpAddresses {

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final Pattern V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern V6_GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
  private static final int V6_GROUPS = 8;
  private static final Pattern PREFIX_LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final int V4_BITS = 32;
  private static final int V6_BITS = 128;

  private IpAddresses() {}

  static List<String> problems(String address) {
    return isAddress(address)
        ? List.of()
        : List.of("must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
  }

  /** What is wrong with an address where something is to be reached, or with no address. */
  static List<String> endpointProblems(String address) {
    if (!isAddress(address)) {
      return List.of();
    }
    InetAddress place = place(address);
    if (place.isAnyLocalAddress()) {
      return List.of("may not be unspecified (" + address + ")");
    }
    List<String> problems = new ArrayList<>();
    if (place.isLinkLocalAddress()) {
      problems.add("may not be in the link-local range (169.254.0.0/16, fe80::/10)");
    }
    if (place.isMCLinkLocal()) {
      problems.add("may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
    }
    return problems;
  }

  static List<String> externalProblems(String address) {
    return isAddress(address) && place(address).isLoopbackAddress()
        ? List.of("may not be in the loopback range (127.0.0.0/8, ::1/128)")
        : endpointProblems(address);
  }

  static List<String> rangeProblems(String range) {
    return isRange(range)
        ? List.of()
        : List.of("must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
  }

  /** Whether a text is an address and how many of its bits are the network's. */
  public static boolean isRange(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !PREFIX_LENGTH.matcher(text.substring(slash + 1)).matches()) {
      return false;
    }
    int bits = Integer.parseInt(text.substring(slash + 1));
    String address = text.substring(0, slash);
    return isV4(address) ? bits <= V4_BITS : isV6(address) && bits <= V6_BITS;
  }

  public static boolean isAddress(String text) {
    return isV4(text) || isV6(text);
  }

  /**
   * An address as everybody writes it: one of IPv4 with dots, one of IPv6 as short as it can be.
   */
  public static String canonical(String address) {
    return AddressText.of(bytes(address));
  }

  static byte[] bytes(String address) {
    return place(address).getAddress();
  }

  private static InetAddress place(String address) {
    try {
      // It is known to be an address, for which nobody is asked.
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(address + " is not an IP address", e);
    }
  }

  public static boolean isV4(String text) {
    return V4.matcher(text).matches();
  }

  public static boolean isV6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text) == V6_GROUPS;
    }
    String left = text.substring(0, gap);
    String right = text.substring(gap + 2);
    if (right.contains("::")) {
      return false;
    }
    int leftGroups = left.isEmpty() ? 0 : groups(left);
    int rightGroups = right.isEmpty() ? 0 : groups(right);
    return leftGroups >= 0 && rightGroups >= 0 && leftGroups + rightGroups < V6_GROUPS;
  }

  /** How many groups a part has; -1 when it is no sequence of groups. */
  private static int groups(String part) {
    int count = 0;
    String[] groups = part.split(":", -1);
    for (int i = 0; i < groups.length; i++) {
      if (V6_GROUP.matcher(groups[i]).matches()) {
        count++;
      } else if (i == groups.length - 1 && isV4(groups[i])) {
        count += 2;
      } else {
        return -1;
      }
    }
    return count;
  }
}
