package dev.trierarch.node;

import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;

/** A range of IPv4 addresses, e.g. 10.244.1.0/24. */
public record Ipv4Range(long first, int prefix) {

  public static Ipv4Range parse(String cidr) {
    String[] parts = cidr.split("/", -1);
    if (parts.length != 2 || !parts[0].matches("(\\d{1,3}\\.){3}\\d{1,3}")) {
      throw invalid(cidr);
    }
    int prefix = parts[1].matches("\\d{1,2}") ? Integer.parseInt(parts[1]) : 99;
    if (prefix < 8 || prefix > 29) {
      throw invalid(cidr);
    }
    long mask = (0xffff_ffffL << (32 - prefix)) & 0xffff_ffffL;
    return new Ipv4Range(number(parts[0]) & mask, prefix);
  }

  private static RuntimeFailure invalid(String cidr) {
    return new RuntimeFailure(
        "CreatePodSandboxError",
        cidr.isEmpty()
            ? "this node has no pod address range yet: spec.podCIDR of the Node is empty"
            : "the node's pod address range \""
                + cidr
                + "\" is not usable: it must be IPv4 with a prefix from 8 to 29, as 10.244.1.0/24");
  }

  public long size() {
    return 1L << (32 - prefix);
  }

  public String gateway() {
    return address(1);
  }

  public String address(long offset) {
    long number = first + offset;
    return (number >> 24 & 255)
        + "."
        + (number >> 16 & 255)
        + "."
        + (number >> 8 & 255)
        + "."
        + (number & 255);
  }

  public boolean contains(String address) {
    long offset = offset(address);
    return offset >= 0 && offset < size();
  }

  public long offset(String address) {
    return number(address) - first;
  }

  private static long number(String address) {
    long number = 0;
    for (String part : address.split("\\.", -1)) {
      number = number << 8 | Long.parseLong(part);
    }
    return number;
  }

  @Override
  public String toString() {
    return address(0) + "/" + prefix;
  }
}
