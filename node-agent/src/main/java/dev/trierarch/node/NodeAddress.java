package dev.trierarch.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.Collections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the address under which other machines reach this one. */
final class NodeAddress {
  private static final Logger LOG = LoggerFactory.getLogger(NodeAddress.class);
  private static final int ANY_PORT = 9;

  /** An address kept for documentation: nobody has it, so that the default route leads there. */
  private static final String SOMEWHERE = "203.0.113.1";

  private static final int HOST_PREFIX_BITS = 32;

  private NodeAddress() {}

  /** The address that faces the API server; if that is on this machine, the first of its own. */
  static String facing(URI server) {
    try (DatagramSocket socket = new DatagramSocket()) {
      // Connecting a datagram socket sends nothing; it only asks the kernel for the route.
      socket.connect(new InetSocketAddress(server.getHost(), ANY_PORT));
      InetAddress local = socket.getLocalAddress();
      return local.isLoopbackAddress() || local.isAnyLocalAddress()
          ? firstOwn()
          : local.getHostAddress();
    } catch (IOException e) {
      throw new AgentFailure(
          "cannot find this machine's address (%s); give it with --address IP"
              .formatted(e.getMessage()),
          e);
    }
  }

  /** The address that faces the world; without a way there, the first of this machine's own. */
  private static String firstOwn() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(SOMEWHERE, ANY_PORT));
      InetAddress local = socket.getLocalAddress();
      if (!local.isLoopbackAddress() && !local.isAnyLocalAddress()) {
        return local.getHostAddress();
      }
    } catch (UncheckedIOException | IOException e) {
      LOG.debug("no default route", e);
    }
    return firstInterface();
  }

  private static String firstInterface() throws IOException {
    for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      if (!network.isUp() || network.isLoopback() || network.isPointToPoint()) {
        continue;
      }
      for (InetAddress address : Collections.list(network.getInetAddresses())) {
        if (address instanceof Inet4Address && isOfANetwork(network, address)) {
          return address.getHostAddress();
        }
      }
    }
    return "127.0.0.1";
  }

  /** The host's end of a pod's device has an address that nobody else is in a network with. */
  private static boolean isOfANetwork(NetworkInterface network, InetAddress address) {
    return !address.isLinkLocalAddress()
        && network.getInterfaceAddresses().stream()
            .filter(each -> each.getAddress().equals(address))
            .anyMatch(each -> each.getNetworkPrefixLength() < HOST_PREFIX_BITS);
  }
}
