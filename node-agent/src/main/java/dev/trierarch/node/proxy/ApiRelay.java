package dev.trierarch.node.proxy;

import dev.trierarch.node.proxy.ServicePort.Backend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries connections of this machine's pods to an API server that listens on loopback only, where
 * no pod can reach it: it listens for it on the address that the Service {@code kubernetes} leads
 * to.
 */
public final class ApiRelay implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ApiRelay.class);

  private final InetSocketAddress address;
  private final Backend server;
  private final Predicate<InetAddress> welcome;
  private final RandomGenerator random;
  private Optional<TcpRelay> relay = Optional.empty();
  private boolean closed;

  private ApiRelay(
      InetSocketAddress address,
      Backend server,
      Predicate<InetAddress> welcome,
      RandomGenerator random) {
    this.address = address;
    this.server = server;
    this.welcome = welcome;
    this.random = random;
  }

  /**
   * Empty when pods reach the server without help, or cannot be helped.
   *
   * @param machineAddress this machine's address to others
   * @param welcome which addresses are this machine's or its pods'
   */
  public static Optional<ApiRelay> to(
      URI server, String machineAddress, Predicate<InetAddress> welcome, RandomGenerator random) {
    InetSocketAddress target = new InetSocketAddress(server.getHost(), server.getPort());
    InetSocketAddress address = new InetSocketAddress(machineAddress, server.getPort());
    if (target.isUnresolved()
        || !target.getAddress().isLoopbackAddress()
        || address.equals(target)) {
      return Optional.empty();
    }
    Backend backend = new Backend(target.getAddress().getHostAddress(), target.getPort());
    return Optional.of(new ApiRelay(address, backend, welcome, random));
  }

  /** Listens unless it does; to be called again, for another agent's relay of it may end. */
  public synchronized void listen() {
    if (closed || relay.isPresent()) {
      return;
    }
    try {
      relay = Optional.of(TcpRelay.open(address, List.of(server), random, welcome));
      LOG.info("Pods reach the API server by {}", address);
    } catch (IOException e) {
      LOG.debug("{} is not free: another agent serves it, or the API server itself", address, e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    relay.ifPresent(TcpRelay::close);
  }
}
