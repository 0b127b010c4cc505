package dev.trierarch.catalog.form;

import java.util.ArrayList;
import java.util.List;

/** Writes addresses as RFC 5952 has them: small letters, and the longest gap left out. */
final class AddressText {

  private static final int V4_BYTES = 4;
  private static final int BYTE = 0xff;

  private AddressText() {}

  static String of(byte[] address) {
    return address.length == V4_BYTES ? v4(address) : v6(address);
  }

  private static String v4(byte[] address) {
    List<String> octets = new ArrayList<>();
    for (byte octet : address) {
      octets.add(Integer.toString(octet & BYTE));
    }
    return String.join(".", octets);
  }

  private static String v6(byte[] address) {
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < address.length; i += 2) {
      int group = (address[i] & BYTE) << Byte.SIZE | (address[i + 1] & BYTE);
      groups.add(Integer.toHexString(group));
    }
    int from = 0;
    int to = 0;
    for (int start = 0; start < groups.size(); start++) {
      int end = start;
      while (end < groups.size() && groups.get(end).equals("0")) {
        end++;
      }
      if (end - start > to - from) {
        from = start;
        to = end;
      }
    }
    return to - from < 2
        ? String.join(":", groups)
        : String.join(":", groups.subList(0, from))
            + "::"
            + String.join(":", groups.subList(to, groups.size()));
  }
}
