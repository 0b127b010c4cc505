package dev.trierarch.bench;

import dev.trierarch.launcher.cluster.ApiClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import tools.jackson.databind.node.ObjectNode;

/** The requests that the API is measured by; the namespace must be open. */
final class ApiLoads {

  static final int CONNECTIONS = 64;

  /** The optimizing compiler has seen all of a request's path by then. */
  private static final Duration WARM_UP = Duration.ofSeconds(15);

  private static final Duration MEASURED = Duration.ofSeconds(8);

  /** Writes fill the server's memory: they are driven no longer than their figure needs. */
  private static final Duration WRITE_WARM_UP = Duration.ofSeconds(10);

  private static final Duration WRITE_MEASURED = Duration.ofSeconds(5);
  private static final Duration FILL_AT_MOST = Duration.ofMinutes(3);
  private static final String JSON = "application/json";
  private static final byte[] NOTHING = new byte[0];

  private final ApiClient client;

  ApiLoads(ApiClient client) {
    this.client = client;
  }

  /** Creates the pods that the reads read. */
  void fill(int from, int to) {
    AtomicInteger next = new AtomicInteger(from);
    new Load(client, CONNECTIONS, Duration.ZERO, FILL_AT_MOST)
        .run(
            (connection, n) -> {
              int number = next.getAndIncrement();
              return number < to ? create(Bench.PODS, Samples.waitingPod(number)) : null;
            });
  }

  Row get(String name) {
    byte[] request = read(Bench.PODS + "/waiting-1");
    return reads(CONNECTIONS).run((connection, n) -> request).row(name);
  }

  Row list(String name, String query, int connections) {
    byte[] request = read(Bench.PODS + query);
    return reads(connections).run((connection, n) -> request).row(name);
  }

  Row create(String name) {
    String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
    return writes(
        name,
        (connection, n) ->
            create(
                Bench.CONFIG_MAPS,
                Samples.configMap("create-" + run + "-" + connection + "-" + n, "1")));
  }

  Row update(String name) {
    return ownObjects(
        name,
        "PUT",
        JSON,
        "",
        (connection, n) -> Samples.configMap(own(connection), Long.toString(n)));
  }

  Row strategicMergePatch(String name) {
    return ownObjects(
        name,
        "PATCH",
        "application/strategic-merge-patch+json",
        "",
        (connection, n) -> change(Long.toString(n)));
  }

  Row apply(String name) {
    return ownObjects(
        name,
        "PATCH",
        "application/apply-patch+yaml",
        "?fieldManager=trierarch-bench&force=true",
        (connection, n) -> Samples.configMap(own(connection), Long.toString(n)));
  }

  /** Each connection changes an object of its own, so that no two conflict. */
  private Row ownObjects(String name, String method, String type, String query, Bodies bodies) {
    createEach(connection -> Samples.configMap(own(connection), "0"));
    return writes(
        name,
        (connection, n) ->
            LoadConnection.request(
                method,
                Bench.CONFIG_MAPS + "/" + own(connection) + query,
                type,
                Samples.bytes(bodies.body(connection, n))));
  }

  private void createEach(IntFunction<ObjectNode> objects) {
    for (int connection = 0; connection < CONNECTIONS; connection++) {
      client.create(Bench.CONFIG_MAPS, objects.apply(connection));
    }
  }

  private Row writes(String name, Load.Requests requests) {
    return new Load(client, CONNECTIONS, WRITE_WARM_UP, WRITE_MEASURED).run(requests).row(name);
  }

  private Load reads(int connections) {
    return new Load(client, connections, WARM_UP, MEASURED);
  }

  private static String own(int connection) {
    return "own-" + connection;
  }

  private static ObjectNode change(String value) {
    ObjectNode patch = Samples.empty();
    patch.putObject("data").put("value", value);
    return patch;
  }

  private static byte[] read(String path) {
    return LoadConnection.request("GET", path, "", NOTHING);
  }

  private static byte[] create(String path, ObjectNode object) {
    return LoadConnection.request("POST", path, JSON, Samples.bytes(object));
  }

  /** Makes the n-th body of a connection. */
  @FunctionalInterface
  private interface Bodies {
    ObjectNode body(int connection, long n);
  }
}
