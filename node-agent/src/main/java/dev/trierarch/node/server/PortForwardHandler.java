package dev.trierarch.node.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.trierarch.node.server.Channels.Frame;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a connection to a pod's port: {@code GET /portForward/NAMESPACE/POD?port=N&stream=ID}. */
final class PortForwardHandler implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(PortForwardHandler.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final BiFunction<String, String, Optional<Pod>> finder;
  private final Conversations conversations;

  /**
   * @param finder finds this node's pods by namespace and name
   */
  PortForwardHandler(
      BiFunction<String, String, Optional<Pod>> finder, Conversations conversations) {
    this.finder = finder;
    this.conversations = conversations;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    RequestQuery query = new RequestQuery(exchange.getRequestURI().getRawQuery());
    String[] parts = exchange.getRequestURI().getPath().split("/", -1);
    try (Socket socket = new Socket()) {
      connect(socket, parts, query.text("port"));
      converse(exchange, socket, query.text("stream"));
    } catch (Refusal refusal) {
      refusal.answer(exchange);
    }
  }

  private void connect(Socket socket, String[] parts, String port) throws Refusal {
    if (parts.length != 4 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new Refusal(400, "want /portForward/NAMESPACE/POD?port=N");
    }
    String address =
        finder
            .apply(parts[2], parts[3])
            .map(Pod::getStatus)
            .map(status -> status.getPodIP())
            .orElseThrow(
                () -> new Refusal(404, "pod \"%s\" has no address here".formatted(parts[3])));
    try {
      socket.setTcpNoDelay(true);
      socket.connect(
          new InetSocketAddress(address, Integer.parseInt(port)), (int) CONNECT_TIMEOUT.toMillis());
    } catch (IOException e) {
      throw new Refusal(
          502,
          "failed to connect to %s:%s in pod \"%s\": %s"
              .formatted(address, port, parts[3], e.getMessage()));
    }
  }

  private void converse(HttpExchange exchange, Socket socket, String stream) throws IOException {
    conversations.begin(stream, new Told(socket));
    try {
      exchange.sendResponseHeaders(200, 0);
      new Channels.Output(exchange.getResponseBody())
          .copy(socket.getInputStream(), Channels.STDOUT);
      exchange.getResponseBody().close();
    } finally {
      conversations.end(stream);
    }
  }

  private record Told(Socket socket) implements Conversations.Listener {
    @Override
    public void on(Frame frame) throws IOException {
      if (frame.bytes().length == 0) {
        socket.shutdownOutput();
      } else {
        socket.getOutputStream().write(frame.bytes());
      }
    }

    @Override
    public void onGone() {
      try {
        socket.close();
      } catch (IOException e) {
        LOG.debug("a forwarded connection did not close cleanly: {}", e.getMessage());
      }
    }
  }
}
