package dev.trierarch.node.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.trierarch.node.kubelet.ContainerLogs;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Answers {@code GET /containerLogs/NAMESPACE/POD/CONTAINER} from the log files. */
final class ContainerLogHandler implements HttpHandler {
  private final ContainerFinder containers;
  private final Path logs;

  ContainerLogHandler(ContainerFinder containers, Path logs) {
    this.containers = containers;
    this.logs = logs;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try {
      String[] parts = exchange.getRequestURI().getPath().split("/", -1);
      if (parts.length != 5) {
        throw new Refusal(404, "want /containerLogs/NAMESPACE/POD/CONTAINER");
      }
      LogOptions options = LogOptions.parse(exchange.getRequestURI().getRawQuery());
      Pod pod = containers.pod(parts[2], parts[3]);
      ContainerState container = containers.container(pod, parts[4], options.previous());
      send(exchange, pod, container, options);
    } catch (Refusal refusal) {
      refusal.answer(exchange);
    } catch (IllegalArgumentException e) {
      Routes.answer(exchange, 400, "text/plain", e.getMessage() + "\n");
    }
  }

  private void send(HttpExchange exchange, Pod pod, ContainerState container, LogOptions options)
      throws IOException {
    Path file = file(logs, pod, container);
    exchange.getResponseHeaders().set("Content-Type", "text/plain");
    exchange.sendResponseHeaders(200, 0);
    BooleanSupplier running = () -> containers.isRunning(container.id());
    try (OutputStream out = exchange.getResponseBody()) {
      new LogReader(file, options, Instant.now(), running).copyTo(out);
    }
  }

  static Path file(Path logs, Pod pod, ContainerState container) {
    return logs.resolve(ContainerLogs.directoryName(pod))
        .resolve(ContainerLogs.pathInPod(container.name(), container.attempt()));
  }
}
