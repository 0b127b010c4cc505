package dev.trierarch.node.proxy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One port of one Service as this node forwards it.
 *
 * @param id names it, e.g. {@code default/web/http/TCP}
 * @param protocol lower case, as nftables writes it: tcp, udp, sctp
 * @param clusterIps IPv4 addresses that clients dial: the cluster IP and external IPs
 * @param nodePort 0 when the Service has none
 * @param affinity how long a client stays with the backend it got first, empty when it does not
 * @param backends in a stable order, without duplicates; empty refuses connections
 */
public record ServicePort(
    String id,
    String protocol,
    List<String> clusterIps,
    int port,
    int nodePort,
    Optional<Duration> affinity,
    List<Backend> backends) {

  /** An address that answers for the Service. */
  public record Backend(String ip, int port) implements Comparable<Backend> {
    @Override
    public int compareTo(Backend other) {
      int order = ip.compareTo(other.ip);
      return order == 0 ? Integer.compare(port, other.port) : order;
    }

    @Override
    public String toString() {
      return ip + ":" + port;
    }
  }
}
