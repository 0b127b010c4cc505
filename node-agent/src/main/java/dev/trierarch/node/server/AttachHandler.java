package dev.trierarch.node.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.server.Channels.Frame;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Shows what a container writes from now on, up to its end: {@code GET
 * /attach/NAMESPACE/POD/CONTAINER?stream=ID}. It is read from the log, which every runtime keeps.
 */
final class AttachHandler implements HttpHandler {
  private static final LogOptions FROM_NOW_ON =
      new LogOptions(true, false, false, 0, -1, Optional.empty(), Optional.empty());

  private final ContainerFinder containers;
  private final Path logs;
  private final Conversations conversations;

  AttachHandler(ContainerFinder containers, Path logs, Conversations conversations) {
    this.containers = containers;
    this.logs = logs;
    this.conversations = conversations;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    RequestQuery query = new RequestQuery(exchange.getRequestURI().getRawQuery());
    String[] parts = exchange.getRequestURI().getPath().split("/", -1);
    try {
      if (parts.length != 5) {
        throw new Refusal(404, "want /attach/NAMESPACE/POD/CONTAINER");
      }
      Pod pod = containers.pod(parts[2], parts[3]);
      show(exchange, pod, containers.running(pod, parts[4]), query.text("stream"));
    } catch (Refusal refusal) {
      refusal.answer(exchange);
    }
  }

  private void show(HttpExchange exchange, Pod pod, ContainerState container, String stream)
      throws IOException {
    Presence client = new Presence();
    conversations.begin(stream, client);
    try {
      exchange.sendResponseHeaders(200, 0);
      Channels.Output out = new Channels.Output(exchange.getResponseBody());
      new LogReader(
              ContainerLogHandler.file(logs, pod, container),
              FROM_NOW_ON,
              InstantSource.system().instant(),
              () -> !client.gone && containers.isRunning(container.id()))
          .copyTo(out.stream(Channels.STDOUT));
      byte[] status = ExecHandler.status(0).getBytes(StandardCharsets.UTF_8);
      out.write(Channels.ERROR, status, status.length);
      exchange.getResponseBody().close();
    } finally {
      conversations.end(stream);
    }
  }

  /** Whether the client is still there; what it says has nowhere to go. */
  private static final class Presence implements Conversations.Listener {
    private volatile boolean gone;

    @Override
    public void on(Frame frame) {
      // The container's input was decided when it was made.
    }

    @Override
    public void onGone() {
      gone = true;
    }
  }
}
