package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.runtime.PodRuntime.PortMapping;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The nftables table of one node's embedded runtime: pods reach the world outside under the node's
 * address, and host ports lead to pods. The table is always written as a whole.
 */
final class NatTable {
  /** Every pod's interface on the host begins so. */
  static final String INTERFACE_PREFIX = "trv";

  /** A pod's address and the host ports that lead to it. */
  record Exposed(String ip, List<PortMapping> ports) {}

  private NatTable() {}

  /**
   * @param podCidr the node's own range
   * @param clusterCidr the cluster's range, inside which pods see one another's true addresses
   */
  static String render(
      String table, String podCidr, String clusterCidr, Collection<Exposed> exposed) {
    StringBuilder text = new StringBuilder(512).append(removal(table));
    line(text, "table ip " + table + " {");
    line(text, "  chain hostports {");
    for (Exposed pod : exposed) {
      pod.ports().stream()
          .filter(p -> p.hostPort() > 0)
          .forEach(p -> line(text, "    " + rule(pod.ip(), p)));
    }
    line(text, "  }");
    line(text, "  chain prerouting {");
    line(text, "    type nat hook prerouting priority -100; policy accept;");
    line(text, "    fib daddr type local jump hostports");
    line(text, "  }");
    line(text, "  chain output {");
    line(text, "    type nat hook output priority -100; policy accept;");
    line(text, "    fib daddr type local jump hostports");
    line(text, "  }");
    line(text, "  chain postrouting {");
    line(text, "    type nat hook postrouting priority 100; policy accept;");
    for (Exposed pod : exposed) {
      line(text, "    ip saddr " + pod.ip() + " ip daddr " + pod.ip() + " masquerade");
    }
    String ours = "\"" + INTERFACE_PREFIX + "*\"";
    line(text, "    ip saddr 127.0.0.0/8 oifname " + ours + " masquerade");
    line(
        text,
        "    ip saddr "
            + podCidr
            + " ip daddr != "
            + clusterCidr
            + " oifname != "
            + ours
            + " masquerade");
    line(text, "  }");
    line(text, "}");
    return text.toString();
  }

  /** Naming the table first makes it no error that there is none. */
  static String removal(String table) {
    return "table ip " + table + "\ndelete table ip " + table + "\n";
  }

  private static String rule(String ip, PortMapping port) {
    boolean anyAddress = port.hostIp() == null || port.hostIp().isEmpty();
    String address =
        anyAddress || port.hostIp().equals("0.0.0.0") ? "" : "ip daddr " + port.hostIp() + " ";
    String protocol = port.protocol().toLowerCase(Locale.ROOT);
    return address
        + protocol
        + " dport "
        + port.hostPort()
        + " dnat to "
        + ip
        + ":"
        + port.containerPort();
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }
}
