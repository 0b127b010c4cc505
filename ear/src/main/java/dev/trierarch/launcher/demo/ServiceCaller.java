package dev.trierarch.launcher.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Sends requests to a Service from this machine: to its cluster address where the kernel forwards
 * it, or to the loopback twin that an agent without root serves. Each request has a connection of
 * its own, so that each is forwarded anew.
 */
final class ServiceCaller {

  private static final int TIMEOUT_MILLIS = 1000;
  private static final int PRIVILEGED_PORT_MAX = 1023;
  private static final int PRIVILEGED_PORT_SHIFT = 10_000;

  private final List<InetSocketAddress> addresses;
  private InetSocketAddress reachable;

  ServiceCaller(String clusterIp, int port) {
    int twinPort = port > PRIVILEGED_PORT_MAX ? port : port + PRIVILEGED_PORT_SHIFT;
    String twin = "127" + clusterIp.substring(clusterIp.indexOf('.'));
    this.addresses =
        List.of(new InetSocketAddress(twin, twinPort), new InetSocketAddress(clusterIp, port));
  }

  List<String> addresses() {
    return addresses.stream().map(ServiceCaller::text).toList();
  }

  /** The address that answers, found by asking. */
  Optional<String> reachableAddress() {
    return get().map(answer -> text(reachable));
  }

  /** The body of one answer, empty when none came. */
  Optional<String> get() {
    List<InetSocketAddress> candidates = reachable == null ? addresses : List.of(reachable);
    for (InetSocketAddress address : candidates) {
      Optional<String> answer = get(address);
      if (answer.isPresent()) {
        reachable = address;
        return answer;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> get(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET / HTTP/1.1\r\nHost: hello\r\nConnection: close\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return body(socket.getInputStream());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> body(InputStream in) throws IOException {
    String response = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    int end = response.indexOf("\r\n\r\n");
    return end > 0 && response.startsWith("HTTP/1.1 200")
        ? Optional.of(response.substring(end + 4).strip())
        : Optional.empty();
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
