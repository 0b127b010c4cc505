package dev.trierarch.controller.kubernetesservice;

import dev.trierarch.settings.Settings;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The address that pods reach this control plane by: that of its public URL, or, where that is a
 * loopback address that no pod can reach, the first other one of this machine.
 */
final class AdvertisedAddress {

  private static final Logger LOG = Logger.getLogger(AdvertisedAddress.class.getName());
  private static final int HTTPS_PORT = 443;

  private final URI publicUrl;

  AdvertisedAddress(Settings settings) {
    this.publicUrl = URI.create(settings.publicUrl());
  }

  int port() {
    return publicUrl.getPort() > 0 ? publicUrl.getPort() : HTTPS_PORT;
  }

  /** Empty when this machine has none but loopback addresses. */
  Optional<String> address() {
    try {
      InetAddress named = InetAddress.getByName(publicUrl.getHost());
      return named.isLoopbackAddress() ? firstOfMachine() : Optional.of(named.getHostAddress());
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          e,
          () -> "no address of this control plane is known to pods: " + publicUrl);
      return Optional.empty();
    }
  }

  private static Optional<String> firstOfMachine() throws IOException {
    List<NetworkInterface> interfaces = NetworkInterface.networkInterfaces().toList();
    for (NetworkInterface candidate : interfaces) {
      if (candidate.isUp() && !candidate.isLoopback()) {
        Optional<String> address =
            candidate
                .inetAddresses()
                .filter(Inet4Address.class::isInstance)
                .map(InetAddress::getHostAddress)
                .findFirst();
        if (address.isPresent()) {
          return address;
        }
      }
    }
    return Optional.empty();
  }
}
