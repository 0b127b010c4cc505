package dev.trierarch.controller.kubernetesservice;

import dev.trierarch.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The address that pods reach this control plane by: that of its public URL, or, where that is a
 * loopback address that no pod can reach, the one that this machine speaks to others from.
 */
final class AdvertisedAddress {

  private static final Logger LOG = Logger.getLogger(AdvertisedAddress.class.getName());
  private static final int HTTPS_PORT = 443;

  /** From the range for documentation: no machine has it, so the default route leads there. */
  private static final InetSocketAddress ANYWHERE = new InetSocketAddress("192.0.2.1", 9);

  private final URI publicUrl;

  AdvertisedAddress(Settings settings) {
    this.publicUrl = URI.create(settings.publicUrl());
  }

  int port() {
    return publicUrl.getPort() > 0 ? publicUrl.getPort() : HTTPS_PORT;
  }

  /** Empty when this machine has no way to others. */
  Optional<String> address() {
    try {
      InetAddress named = InetAddress.getByName(publicUrl.getHost());
      return named.isLoopbackAddress() ? ofDefaultRoute() : Optional.of(named.getHostAddress());
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          e,
          () -> "no address of this control plane is known to pods: " + publicUrl);
      return Optional.empty();
    }
  }

  /** Connecting a datagram socket only asks the routing table; nothing is sent. */
  private static Optional<String> ofDefaultRoute() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(ANYWHERE);
      InetAddress address = socket.getLocalAddress();
      return address.isAnyLocalAddress() || address.isLoopbackAddress()
          ? Optional.empty()
          : Optional.of(address.getHostAddress());
    } catch (UncheckedIOException | SocketException e) {
      LOG.log(Level.FINE, "this machine has no route to others", e);
      return Optional.empty();
    }
  }
}
