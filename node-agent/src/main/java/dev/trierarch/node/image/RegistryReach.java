package dev.trierarch.node.image;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

/**
 * Tells in seconds whether a registry can be reached. Jib asks one that cannot again and again for
 * a quarter of an hour, and a pod would wait without a reason all the while.
 */
final class RegistryReach {
  private static final int CONNECT_MS_MAX = 5_000;
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private RegistryReach() {}

  /**
   * @throws java.net.UnknownHostException when nobody knows the name
   * @throws ConnectException when none of the registry's ports answers
   */
  static void require(String registry, boolean maybeWithoutTls) throws IOException {
    if (isBehindAProxy()) {
      return;
    }
    String host = registry.equals("docker.io") ? "registry-1.docker.io" : registry;
    int colon = host.lastIndexOf(':');
    InetAddress address = InetAddress.getByName(colon < 0 ? host : host.substring(0, colon));
    List<Integer> ports =
        colon >= 0
            ? List.of(Integer.valueOf(host.substring(colon + 1)))
            : maybeWithoutTls ? List.of(HTTPS, HTTP) : List.of(HTTPS);
    for (int port : ports) {
      if (answers(new InetSocketAddress(address, port))) {
        return;
      }
    }
    throw new ConnectException(registry + " does not answer at port " + ports);
  }

  /** Then the proxy knows the way, and this machine need not. */
  private static boolean isBehindAProxy() {
    return System.getProperty("https.proxyHost") != null;
  }

  private static boolean answers(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, CONNECT_MS_MAX);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
