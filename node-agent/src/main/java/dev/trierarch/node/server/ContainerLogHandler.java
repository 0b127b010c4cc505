package dev.trierarch.node.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.trierarch.node.kubelet.ContainerLogs;
import dev.trierarch.node.kubelet.Kubelet;
import dev.trierarch.node.kubelet.Pods;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.Phase;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Answers {@code GET /containerLogs/NAMESPACE/POD/CONTAINER} from the log files. */
final class ContainerLogHandler implements HttpHandler {
  private final Kubelet kubelet;
  private final Path logs;

  ContainerLogHandler(Kubelet kubelet, Path logs) {
    this.kubelet = kubelet;
    this.logs = logs;
  }

  /** A request that cannot be answered, and how. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refusal(int status, String message) {
      super(message);
      this.status = status;
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try {
      String[] parts = exchange.getRequestURI().getPath().split("/", -1);
      if (parts.length != 5) {
        throw new Refusal(404, "want /containerLogs/NAMESPACE/POD/CONTAINER");
      }
      LogOptions options = LogOptions.parse(exchange.getRequestURI().getRawQuery());
      Pod pod = pod(parts[2], parts[3]);
      ContainerState container = container(pod, parts[4], options.previous());
      send(exchange, pod, container, options);
    } catch (Refusal refusal) {
      Routes.answer(exchange, refusal.status, "text/plain", refusal.getMessage() + "\n");
    } catch (IllegalArgumentException e) {
      Routes.answer(exchange, 400, "text/plain", e.getMessage() + "\n");
    }
  }

  private Pod pod(String namespace, String name) throws Refusal {
    return kubelet
        .pod(namespace, name)
        .orElseThrow(
            () -> new Refusal(404, "pod \"%s\" does not exist on this node".formatted(name)));
  }

  private ContainerState container(Pod pod, String name, boolean previous) throws Refusal {
    if (Pods.container(pod, name).isEmpty()) {
      throw new Refusal(
          404, "container \"%s\" not found in pod \"%s\"".formatted(name, Pods.name(pod)));
    }
    List<ContainerState> attempts = attempts(pod, name);
    if (previous) {
      return attempts.stream()
          .skip(waitsForItsNextStart(pod, name, attempts) ? 0 : 1)
          .filter(c -> c.phase() == Phase.EXITED)
          .findFirst()
          .orElseThrow(
              () ->
                  new Refusal(
                      400,
                      "previous terminated container \"%s\" in pod \"%s\" not found"
                          .formatted(name, Pods.name(pod))));
    }
    return attempts.stream()
        .filter(c -> c.startedAt() != null)
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    400,
                    "container \"%s\" in pod \"%s\" is waiting to start: %s"
                        .formatted(name, Pods.name(pod), waitingReason(pod, name))));
  }

  /** A container that waits for its next start has its last end as its previous one. */
  private static boolean waitsForItsNextStart(Pod pod, String name, List<ContainerState> attempts) {
    return !attempts.isEmpty()
        && attempts.get(0).phase() == Phase.EXITED
        && waiting(pod, name).isPresent();
  }

  private static String waitingReason(Pod pod, String name) {
    return waiting(pod, name).orElse("ContainerCreating");
  }

  private static Optional<String> waiting(Pod pod, String name) {
    if (pod.getStatus() == null) {
      return Optional.empty();
    }
    return pod.getStatus().getContainerStatuses().stream()
        .filter(s -> s.getName().equals(name) && s.getState() != null)
        .filter(s -> s.getState().getWaiting() != null)
        .map(s -> s.getState().getWaiting().getReason())
        .findFirst();
  }

  private List<ContainerState> attempts(Pod pod, String name) {
    return kubelet.runtime().containers().stream()
        .filter(c -> c.name().equals(name))
        .filter(c -> Pods.uid(pod).equals(c.labels().get(Pods.LABEL_POD_UID)))
        .sorted(Comparator.comparingInt(ContainerState::attempt).reversed())
        .toList();
  }

  private void send(HttpExchange exchange, Pod pod, ContainerState container, LogOptions options)
      throws IOException {
    Path file =
        logs.resolve(ContainerLogs.directoryName(pod))
            .resolve(ContainerLogs.pathInPod(container.name(), container.attempt()));
    exchange.getResponseHeaders().set("Content-Type", "text/plain");
    exchange.sendResponseHeaders(200, 0);
    BooleanSupplier running = () -> isRunning(container.id());
    try (OutputStream out = exchange.getResponseBody()) {
      new LogReader(file, options, Instant.now(), running).copyTo(out);
    }
  }

  private boolean isRunning(String id) {
    Optional<ContainerState> now =
        kubelet.runtime().containers().stream().filter(c -> c.id().equals(id)).findFirst();
    return now.filter(c -> c.phase() == Phase.RUNNING).isPresent();
  }
}
