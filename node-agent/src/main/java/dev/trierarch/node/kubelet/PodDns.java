package dev.trierarch.node.kubelet;

import dev.trierarch.node.runtime.PodRuntime.DnsConfig;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodDNSConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Works out a pod's name resolution from its dnsPolicy and dnsConfig. Pure. */
final class PodDns {
  private static final String CLUSTER_DOMAIN = "cluster.local";
  private static final int SEARCHES_MAX = 32;
  private static final int SERVERS_MAX = 3;

  private PodDns() {}

  /**
   * @param host the machine's own resolution
   * @param clusterServer address of the cluster's DNS Service, empty when it has none; pods resolve
   *     as the machine does then
   */
  static DnsConfig of(Pod pod, DnsConfig host, Optional<String> clusterServer) {
    DnsConfig base = byPolicy(pod, host, clusterServer);
    return pod.getSpec().getDnsConfig() == null ? base : merged(base, pod.getSpec().getDnsConfig());
  }

  private static DnsConfig byPolicy(Pod pod, DnsConfig host, Optional<String> clusterServer) {
    String policy =
        pod.getSpec().getDnsPolicy() == null ? "ClusterFirst" : pod.getSpec().getDnsPolicy();
    if (policy.equals("None")) {
      return new DnsConfig(List.of(), List.of(), List.of());
    }
    boolean cluster =
        policy.equals("ClusterFirstWithHostNet")
            || (policy.equals("ClusterFirst") && !Pods.onHostNetwork(pod));
    if (!cluster || clusterServer.isEmpty()) {
      return host;
    }
    List<String> searches = new ArrayList<>();
    searches.add(Pods.namespace(pod) + ".svc." + CLUSTER_DOMAIN);
    searches.add("svc." + CLUSTER_DOMAIN);
    searches.add(CLUSTER_DOMAIN);
    searches.addAll(host.searches());
    return new DnsConfig(List.of(clusterServer.get()), searches, List.of("ndots:5"));
  }

  private static DnsConfig merged(DnsConfig base, PodDNSConfig own) {
    LinkedHashSet<String> servers = new LinkedHashSet<>(base.servers());
    servers.addAll(own.getNameservers());
    LinkedHashSet<String> searches = new LinkedHashSet<>(base.searches());
    searches.addAll(own.getSearches());
    Map<String, String> options = new LinkedHashMap<>();
    base.options().forEach(o -> options.put(o.split(":", 2)[0], o));
    own.getOptions()
        .forEach(
            o ->
                options.put(
                    o.getName(),
                    o.getValue() == null ? o.getName() : o.getName() + ":" + o.getValue()));
    return new DnsConfig(
        servers.stream().limit(SERVERS_MAX).toList(),
        searches.stream().limit(SEARCHES_MAX).toList(),
        List.copyOf(options.values()));
  }

  static DnsConfig parse(List<String> resolvConf) {
    List<String> servers = new ArrayList<>();
    List<String> searches = new ArrayList<>();
    List<String> options = new ArrayList<>();
    for (String line : resolvConf) {
      List<String> words = List.of(line.strip().split("\\s+", -1));
      List<String> rest = words.subList(1, words.size());
      switch (words.get(0)) {
        case "nameserver" -> servers.addAll(rest);
        case "search" -> {
          searches.clear();
          searches.addAll(rest);
        }
        case "options" -> options.addAll(rest);
        default -> {
          continue;
        }
      }
    }
    return new DnsConfig(List.copyOf(servers), List.copyOf(searches), List.copyOf(options));
  }

  /** As a resolv.conf says it. */
  static String text(DnsConfig dns) {
    StringBuilder text = new StringBuilder();
    if (!dns.searches().isEmpty()) {
      text.append("search ").append(String.join(" ", dns.searches())).append('\n');
    }
    dns.servers().forEach(server -> text.append("nameserver ").append(server).append('\n'));
    if (!dns.options().isEmpty()) {
      text.append("options ").append(String.join(" ", dns.options())).append('\n');
    }
    return text.toString();
  }
}
