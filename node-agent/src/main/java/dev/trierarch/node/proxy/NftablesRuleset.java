package dev.trierarch.node.proxy;

import dev.trierarch.node.proxy.ServicePort.Backend;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the nftables table that forwards Services: one transaction that replaces the whole table
 * at once.
 *
 * <pre>
 * packet → map by (address, protocol, port) → the Service port's chain → one backend at random
 *                                                                      → or the one this client had
 * </pre>
 */
final class NftablesRuleset {

  /** Marks connections to node ports, whose replies must come back through this node. */
  private static final String MASQUERADE_MARK = "0x00004000";

  private final String table;
  private final List<ServicePort> ports;
  private final StringBuilder text = new StringBuilder(4096);

  private NftablesRuleset(String table, List<ServicePort> ports) {
    this.table = table;
    this.ports = ports;
  }

  /** The input of {@code nft -f -}. */
  static String render(String table, List<ServicePort> ports) {
    return new NftablesRuleset(table, ports).render();
  }

  private String render() {
    line("table ip " + table);
    line("delete table ip " + table);
    line("table ip " + table + " {");
    verdictMaps();
    refusedSets();
    for (int index = 0; index < ports.size(); index++) {
      if (!ports.get(index).backends().isEmpty()) {
        serviceChains(index, ports.get(index));
      }
    }
    dispatch();
    postrouting();
    refuse();
    line("}");
    return text.toString();
  }

  private void verdictMaps() {
    line("  map services {");
    line("    type ipv4_addr . inet_proto . inet_service : verdict");
    elements(
        IntStream.range(0, ports.size())
            .filter(index -> !ports.get(index).backends().isEmpty())
            .boxed()
            .flatMap(
                index ->
                    ports.get(index).clusterIps().stream()
                        .map(ip -> key(ip, ports.get(index)) + " : goto service_" + index))
            .toList());
    line("  }");
    line("  map node_ports {");
    line("    type inet_proto . inet_service : verdict");
    elements(
        IntStream.range(0, ports.size())
            .filter(index -> ports.get(index).nodePort() > 0)
            .filter(index -> !ports.get(index).backends().isEmpty())
            .mapToObj(
                index ->
                    ports.get(index).protocol()
                        + " . "
                        + ports.get(index).nodePort()
                        + " : goto node_port_"
                        + index)
            .toList());
    line("  }");
  }

  private void refusedSets() {
    line("  set refused {");
    line("    type ipv4_addr . inet_proto . inet_service");
    elements(
        ports.stream()
            .filter(port -> port.backends().isEmpty())
            .flatMap(port -> port.clusterIps().stream().map(ip -> key(ip, port)))
            .toList());
    line("  }");
  }

  private static String key(String ip, ServicePort port) {
    return ip + " . " + port.protocol() + " . " + port.port();
  }

  private void elements(List<String> elements) {
    if (!elements.isEmpty()) {
      line("    elements = { " + String.join(",\n      ", elements) + " }");
    }
  }

  private void serviceChains(int index, ServicePort port) {
    if (port.affinity().isPresent()) {
      affineBackends(index, port, port.affinity().get().toSeconds());
    } else {
      line("  chain service_" + index + " {");
      line(
          String.format(
              Locale.ROOT,
              "    meta l4proto %s dnat ip addr . port to %s map { %s }",
              port.protocol(),
              random(port),
              numbered(port)));
      line("  }");
    }
    if (port.nodePort() > 0) {
      line("  chain node_port_" + index + " {");
      line("    meta mark set meta mark or " + MASQUERADE_MARK);
      line("    goto service_" + index);
      line("  }");
    }
  }

  private static String random(ServicePort port) {
    return "numgen random mod " + port.backends().size();
  }

  private static String numbered(ServicePort port) {
    return IntStream.range(0, port.backends().size())
        .mapToObj(number -> number + " : " + address(port.backends().get(number)))
        .collect(Collectors.joining(", "));
  }

  private static String address(Backend backend) {
    return backend.ip() + " . " + backend.port();
  }

  private void affineBackends(int index, ServicePort port, long affinitySeconds) {
    int count = port.backends().size();
    for (int number = 0; number < count; number++) {
      String name = index + "_" + number;
      line("  set clients_" + name + " {");
      line("    type ipv4_addr");
      line("    flags dynamic,timeout");
      line("    timeout " + affinitySeconds + "s");
      line("  }");
      line("  chain backend_" + name + " {");
      line("    update @clients_" + name + " { ip saddr }");
      line(
          String.format(
              Locale.ROOT,
              "    meta l4proto %s dnat ip to %s",
              port.protocol(),
              port.backends().get(number)));
      line("  }");
    }
    line("  chain service_" + index + " {");
    for (int number = 0; number < count; number++) {
      String name = index + "_" + number;
      line("    ip saddr @clients_" + name + " goto backend_" + name);
    }
    line(
        "    "
            + random(port)
            + " vmap { "
            + IntStream.range(0, count)
                .mapToObj(number -> number + " : goto backend_" + index + "_" + number)
                .collect(Collectors.joining(", "))
            + " }");
    line("  }");
  }

  private void dispatch() {
    line("  chain dispatch {");
    line("    ip daddr . meta l4proto . th dport vmap @services");
    line("    fib daddr type local meta l4proto . th dport vmap @node_ports");
    line("  }");
    line("  chain prerouting {");
    line("    type nat hook prerouting priority dstnat; policy accept;");
    line("    jump dispatch");
    line("  }");
    line("  chain output {");
    line("    type nat hook output priority -100; policy accept;");
    line("    jump dispatch");
    line("  }");
  }

  /** Replies must pass here again where the backend would else answer its client directly. */
  private void postrouting() {
    List<String> hairpins =
        ports.stream()
            .flatMap(port -> port.backends().stream())
            .map(Backend::ip)
            .distinct()
            .sorted()
            .map(ip -> ip + " . " + ip)
            .toList();
    line("  set hairpins {");
    line("    type ipv4_addr . ipv4_addr");
    elements(hairpins);
    line("  }");
    line("  chain postrouting {");
    line("    type nat hook postrouting priority srcnat; policy accept;");
    line("    ct status dnat ip saddr . ip daddr @hairpins masquerade");
    line("    ct status dnat ip saddr 127.0.0.0/8 masquerade");
    line("    meta mark and " + MASQUERADE_MARK + " == " + MASQUERADE_MARK + " masquerade");
    line("  }");
  }

  private void refuse() {
    for (String hook : List.of("input", "forward", "output")) {
      line("  chain refuse_" + hook + " {");
      line("    type filter hook " + hook + " priority filter; policy accept;");
      line(
          "    meta l4proto tcp ip daddr . meta l4proto . th dport @refused reject with tcp reset");
      line("    ip daddr . meta l4proto . th dport @refused reject");
      line("  }");
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
