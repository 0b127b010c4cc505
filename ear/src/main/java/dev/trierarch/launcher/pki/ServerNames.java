package dev.trierarch.launcher.pki;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The names and addresses that the control plane of this machine may be called by. */
final class ServerNames {

  private static final List<String> FIXED =
      List.of(
          "localhost",
          "127.0.0.1",
          "0:0:0:0:0:0:0:1",
          "10.96.0.1",
          "kubernetes",
          "kubernetes.default",
          "kubernetes.default.svc",
          "kubernetes.default.svc.cluster.local");

  private ServerNames() {}

  /** Those every cluster has, this host's, and {@code more}. */
  static Set<String> of(String more) throws IOException {
    Set<String> names = new TreeSet<>(FIXED);
    addHostName(names);
    try (Stream<NetworkInterface> interfaces = NetworkInterface.networkInterfaces()) {
      interfaces
          .filter(ServerNames::isOfTheMachine)
          .flatMap(each -> Collections.list(each.getInetAddresses()).stream())
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
          .forEach(address -> names.add(address.getHostAddress().replaceFirst("%.*", "")));
    }
    if (!more.isEmpty() && !more.equals("0.0.0.0")) {
      names.add(more);
    }
    return names;
  }

  /** Pods' and bridges' devices come and go: a certificate must not change with them. */
  private static boolean isOfTheMachine(NetworkInterface device) {
    return !device.isVirtual()
        && Stream.of("veth", "cni", "docker", "br-", "virbr", "trv")
            .noneMatch(device.getName()::startsWith);
  }

  private static void addHostName(Set<String> names) {
    try {
      String host = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
      if (host.matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?")) {
        names.add(host);
      }
    } catch (UnknownHostException e) {
      System.getLogger(ServerNames.class.getName())
          .log(System.Logger.Level.DEBUG, "This host has no name", e);
    }
  }
}
