package dev.trierarch.bench;

import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.cluster.ApiClient;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Watches a namespace's pods and keeps the moments at which each ran first and was gone. */
final class PodWatch implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration AT_MOST = Duration.ofSeconds(60);

  private final WatchStream stream;
  private final Map<String, CompletableFuture<Long>> running = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Long>> gone = new ConcurrentHashMap<>();

  PodWatch(ApiClient client, String namespace) {
    HttpClient http = HttpClient.newBuilder().sslContext(client.sslContext()).build();
    String path = "/api/v1/namespaces/" + namespace + "/pods?watch=true";
    stream = WatchStream.await(WatchStream.open(http, client, path, this::receive));
  }

  /** {@link System#nanoTime} when the event arrived that showed all containers running. */
  long runningNanos(String pod) {
    return await(pod, running, "running");
  }

  /** {@link System#nanoTime} when the event arrived that showed it deleted. */
  long goneNanos(String pod) {
    return await(pod, gone, "gone");
  }

  private void receive(String line) {
    long nanos = System.nanoTime();
    JsonNode event = JSON.readTree(line);
    JsonNode pod = event.path("object");
    String name = pod.path("metadata").path("name").asString("");
    if (event.path("type").asString("").equals("DELETED")) {
      moment(gone, name).complete(nanos);
    } else if (allRun(pod)) {
      moment(running, name).complete(nanos);
    }
  }

  private static boolean allRun(JsonNode pod) {
    JsonNode statuses = pod.path("status").path("containerStatuses");
    if (statuses.size() < pod.path("spec").path("containers").size() || statuses.isEmpty()) {
      return false;
    }
    for (JsonNode status : statuses) {
      if (!status.path("state").path("running").isObject()) {
        return false;
      }
    }
    return true;
  }

  private static CompletableFuture<Long> moment(
      Map<String, CompletableFuture<Long>> moments, String pod) {
    return moments.computeIfAbsent(pod, name -> new CompletableFuture<>());
  }

  private static long await(
      String pod, Map<String, CompletableFuture<Long>> moments, String state) {
    try {
      return moment(moments, pod).get(AT_MOST.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new Problem(
          "Pod " + pod + " is not " + state + " after " + AT_MOST.toSeconds() + " s.",
          "kubectl describe pod -n " + Bench.NAMESPACE + " " + pod + " says why.",
          e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem("Interrupted.", "Run the benchmark again.", e);
    }
  }

  @Override
  public void close() {
    stream.close();
  }
}
