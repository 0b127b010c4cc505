package dev.trierarch.node.probe;

import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.PodRuntime.ExecResult;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.TCPSocketAction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Asks a container once, as a probe says. */
final class Prober {
  private static final int OUTPUT_CHARACTERS_MAX = 1_000;

  private final PodRuntime runtime;
  private final HttpRequests http;

  Prober(PodRuntime runtime, HttpRequests http) {
    this.runtime = runtime;
    this.http = http;
  }

  /**
   * @return what was wrong, empty when the container is well
   */
  Optional<String> ask(Probe probe, Container container, String containerId, String podIp) {
    Duration timeout = Duration.ofSeconds(or(probe.getTimeoutSeconds(), 1));
    if (probe.getExec() != null) {
      return exec(probe, containerId, timeout);
    }
    if (probe.getHttpGet() != null) {
      return http.get(probe.getHttpGet(), container, podIp, timeout).failure();
    }
    if (probe.getTcpSocket() != null) {
      return connect(probe.getTcpSocket(), container, podIp, timeout);
    }
    if (probe.getGrpc() != null) {
      return GrpcHealth.check(
          podIp, probe.getGrpc().getPort(), probe.getGrpc().getService(), timeout);
    }
    return Optional.of("missing probe handler");
  }

  static int or(Integer declared, int otherwise) {
    return declared == null || declared == 0 ? otherwise : declared;
  }

  private Optional<String> exec(Probe probe, String containerId, Duration timeout) {
    try {
      ExecResult result = runtime.exec(containerId, probe.getExec().getCommand(), timeout);
      if (result.exitCode() == 0) {
        return Optional.empty();
      }
      String said =
          new String(result.stdout(), StandardCharsets.UTF_8)
              + new String(result.stderr(), StandardCharsets.UTF_8);
      return Optional.of(said.substring(0, Math.min(said.length(), OUTPUT_CHARACTERS_MAX)).strip());
    } catch (RuntimeFailure failure) {
      return Optional.of(failure.getMessage());
    }
  }

  private static Optional<String> connect(
      TCPSocketAction action, Container container, String podIp, Duration timeout) {
    boolean named = action.getHost() != null && !action.getHost().isEmpty();
    String host = named ? action.getHost() : podIp;
    int port = HttpRequests.port(action.getPort(), container);
    if (port < 1) {
      return Optional.of("no port named " + action.getPort().getStrVal());
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("dial tcp %s:%d: %s".formatted(host, port, e.getMessage()));
    }
  }
}
