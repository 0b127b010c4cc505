package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import java.util.regex.Pattern;

/** Tells IP addresses from other texts, without asking a name server. */
public final class IpAddresses {

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final Pattern V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern V6_GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
  private static final int V6_GROUPS = 8;

  private IpAddresses() {}

  /** Must be an IPv4 or IPv6 address. */
  public static void check(Field address) {
    if (!address.isEmpty() && !isAddress(address.text())) {
      address.invalid("must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
    }
  }

  public static boolean isAddress(String text) {
    return isV4(text) || isV6(text);
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
