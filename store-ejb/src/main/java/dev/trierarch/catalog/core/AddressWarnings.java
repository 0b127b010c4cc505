package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.Warnings;
import dev.trierarch.catalog.form.IpAddresses;
import dev.trierarch.catalog.form.IpRange;
import java.util.Optional;

/** Warns of addresses and ranges that are not written as everybody writes them. */
public final class AddressWarnings {

  private AddressWarnings() {}

  /** Warns of an address. */
  public static void address(Field address, Warnings warnings) {
    String text = address.text();
    if (!IpAddresses.isAddress(text)) {
      return;
    }
    String usual = IpAddresses.canonical(text);
    if (IpAddresses.isV4(usual) && !IpAddresses.isV4(text)) {
      warnings.add(
          address,
          ("non-standard IP address \"%s\" will be considered invalid in a future Kubernetes"
                  + " release: use \"%s\"")
              .formatted(text, usual));
    } else if (!usual.equals(text)) {
      warnings.add(
          address,
          "IPv6 address \"%s\" should be in RFC 5952 canonical format (\"%s\")"
              .formatted(text, usual));
    }
  }

  /** Warns of a range. */
  public static void range(Field range, Warnings warnings) {
    String text = range.text();
    Optional<IpRange> read = IpRange.of(text);
    if (read.isEmpty()) {
      return;
    }
    int slash = text.indexOf('/');
    String address = IpAddresses.canonical(text.substring(0, slash));
    String usual = read.get().canonical();
    boolean mapped = IpAddresses.isV4(address) && text.contains(":");
    boolean ambiguous = !usual.startsWith(address + "/");
    if (ambiguous) {
      warnings.add(
          range,
          "CIDR value \"%s\" is ambiguous in this context (should be \"%s\" or \"%s/%d\"?)"
              .formatted(text, usual, address, read.get().width()));
    }
    if (mapped) {
      warnings.add(
          range,
          ("non-standard CIDR value \"%s\" will be considered invalid in a future Kubernetes"
                  + " release: use \"%s\"")
              .formatted(text, usual));
    } else if (!ambiguous && !usual.equals(text)) {
      warnings.add(
          range,
          "IPv6 CIDR value \"%s\" should be in RFC 5952 canonical format (\"%s\")"
              .formatted(text, usual));
    }
  }
}
