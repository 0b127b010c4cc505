package dev.trierarch.node.runtime.hollow;

import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import java.util.HashMap;
import java.util.Map;

/** Hands out the addresses of a node's pod range, one a sandbox. Guarded by its runtime. */
final class PodAddresses {
  private static final String RANGE_WHEN_UNKNOWN = "10.244.0.0/24";

  private final Map<Integer, String> ownerByAddress = new HashMap<>();

  String take(String cidr, String owner) {
    String[] parts = (cidr.isEmpty() ? RANGE_WHEN_UNKNOWN : cidr).split("/", 2);
    int base = toInt(parts[0]);
    int size = 1 << (32 - Integer.parseInt(parts[1]));
    // The first address is the network, the second the gateway, the last the broadcast address.
    for (int offset = 2; offset < size - 1; offset++) {
      if (ownerByAddress.putIfAbsent(base + offset, owner) == null) {
        return toText(base + offset);
      }
    }
    throw new RuntimeFailure(
        "CreatePodSandboxError",
        "no address is free in the node's pod range " + cidr + "; delete pods from this node");
  }

  void release(String owner) {
    ownerByAddress.values().removeIf(owner::equals);
  }

  private static int toInt(String address) {
    int value = 0;
    for (String octet : address.split("\\.", 4)) {
      value = (value << 8) | Integer.parseInt(octet);
    }
    return value;
  }

  private static String toText(int address) {
    return "%d.%d.%d.%d"
        .formatted(
            (address >>> 24) & 255, (address >>> 16) & 255, (address >>> 8) & 255, address & 255);
  }
}
