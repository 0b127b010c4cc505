package dev.trierarch.node.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forwards Services with sockets of its own where the kernel may not be told to: each cluster
 * address has a twin on loopback.
 *
 * <p>Example: 10.96.3.4 port 80 answers on 127.96.3.4 port 10080, port 8080 on 127.96.3.4 port
 * 8080. TCP only. An address that another agent of this machine serves already is left to it, and
 * taken over once it is free.
 */
public final class UserspaceForwarder implements Forwarder {

  private static final Logger LOG = LoggerFactory.getLogger(UserspaceForwarder.class);
  private static final int PRIVILEGED_PORT_MAX = 1023;
  private static final int PRIVILEGED_PORT_SHIFT = 10_000;

  private final RandomGenerator random;
  private final Map<InetSocketAddress, TcpRelay> relays = new HashMap<>();

  public UserspaceForwarder(RandomGenerator random) {
    this.random = random;
  }

  /** Where a Service's address and port answer on loopback. */
  static InetSocketAddress loopbackOf(String clusterIp, int port) throws IOException {
    byte[] address = InetAddress.getByName(clusterIp).getAddress();
    address[0] = 127;
    int reachable = port > PRIVILEGED_PORT_MAX ? port : port + PRIVILEGED_PORT_SHIFT;
    return new InetSocketAddress(InetAddress.getByAddress(address), reachable);
  }

  @Override
  public synchronized void forward(List<ServicePort> ports) throws IOException {
    Map<InetSocketAddress, ServicePort> wanted = new HashMap<>();
    for (ServicePort port : ports) {
      if (port.protocol().equals("tcp")) {
        for (InetSocketAddress address : addressesOf(port)) {
          wanted.put(address, port);
        }
      }
    }
    closeAllBut(wanted.keySet());
    for (var entry : wanted.entrySet()) {
      relay(entry.getKey(), entry.getValue());
    }
  }

  private static List<InetSocketAddress> addressesOf(ServicePort port) throws IOException {
    List<InetSocketAddress> addresses = new ArrayList<>();
    addresses.add(loopbackOf(port.clusterIps().get(0), port.port()));
    if (port.nodePort() > 0) {
      addresses.add(new InetSocketAddress("127.0.0.1", port.nodePort()));
    }
    return addresses;
  }

  private void closeAllBut(Set<InetSocketAddress> wanted) {
    Set<InetSocketAddress> stale = new HashSet<>(relays.keySet());
    stale.removeAll(wanted);
    stale.forEach(address -> relays.remove(address).close());
  }

  private void relay(InetSocketAddress address, ServicePort port) {
    TcpRelay running = relays.get(address);
    if (running != null) {
      running.backends(port.backends());
      return;
    }
    try {
      relays.put(address, TcpRelay.open(address, port.backends(), random));
    } catch (IOException e) {
      LOG.debug("{} is not free for {}: another agent serves it", address, port.id(), e);
    }
  }

  @Override
  public String description() {
    return "Services are forwarded by the agent on loopback: 10.96.a.b port 80 answers on 127.96.a.b port"
        + " 10080 (TCP only, from this machine only)";
  }

  @Override
  public synchronized void close() {
    closeAllBut(Set.of());
  }
}
