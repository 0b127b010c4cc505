package dev.trierarch.node.kubelet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trierarch.node.api.Json;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An API server just true enough to try faults on: objects by path, resource versions, conflicts,
 * watches of pods, and a switch that cuts everybody off.
 */
final class FakeApi implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, ObjectNode> objects = new ConcurrentSkipListMap<>();
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
  private long version = 10;
  private volatile boolean away;

  private record Watcher(HttpExchange exchange, OutputStream out) {}

  FakeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 50);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** From now on every request fails, and open watches are cut. */
  void goAway() {
    away = true;
    watchers.forEach(w -> w.exchange().close());
    watchers.clear();
  }

  void comeBack() {
    away = false;
  }

  synchronized void put(Pod pod) {
    String path = Pods.path(pod);
    boolean known = objects.containsKey(path);
    store(path, (ObjectNode) Json.MAPPER.valueToTree(pod), known ? "MODIFIED" : "ADDED");
  }

  /** What another client of the API does. */
  synchronized void change(String path, Consumer<ObjectNode> change) {
    ObjectNode changed = objects.get(path).deepCopy();
    change.accept(changed);
    store(path, changed, "MODIFIED");
  }

  synchronized void remove(String path) {
    tell("DELETED", path, objects.remove(path));
  }

  Optional<Pod> pod(String name) {
    return find("/api/v1/namespaces/default/pods/" + name)
        .map(node -> Json.convert(node, Pod.class));
  }

  synchronized Optional<JsonNode> find(String path) {
    return Optional.ofNullable(objects.get(path)).map(JsonNode::deepCopy);
  }

  synchronized List<String> messages(String podName) {
    List<String> messages = new ArrayList<>();
    for (ObjectNode object : objects.values()) {
      if (object.path("involvedObject").path("name").asString("").equals(podName)) {
        messages.add(object.path("message").asString(""));
      }
    }
    return messages;
  }

  private void handle(HttpExchange exchange) throws IOException {
    if (away) {
      exchange.close();
      return;
    }
    String path = exchange.getRequestURI().getPath();
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    if (query.contains("watch=true")) {
      watch(exchange);
      return;
    }
    byte[] body = exchange.getRequestBody().readAllBytes();
    synchronized (this) {
      switch (exchange.getRequestMethod()) {
        case "GET" -> get(exchange, path);
        case "POST" -> create(exchange, path, tree(body));
        case "PUT" -> replace(exchange, path, tree(body));
        case "PATCH" -> patch(exchange, path, tree(body));
        default -> delete(exchange, path);
      }
    }
  }

  private static ObjectNode tree(byte[] body) {
    return (ObjectNode) Json.MAPPER.readTree(body);
  }

  private void watch(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().flush();
    watchers.add(new Watcher(exchange, exchange.getResponseBody()));
  }

  private void get(HttpExchange exchange, String path) throws IOException {
    if (path.equals("/api/v1/pods")) {
      ObjectNode list = Json.MAPPER.createObjectNode();
      list.putObject("metadata").put("resourceVersion", Long.toString(version));
      var items = list.putArray("items");
      objects.forEach(
          (key, object) -> {
            if (key.contains("/pods/")) {
              items.add(object);
            }
          });
      answer(exchange, 200, list);
    } else if (objects.containsKey(path)) {
      answer(exchange, 200, objects.get(path));
    } else {
      refuse(exchange, 404, "NotFound");
    }
  }

  private void create(HttpExchange exchange, String path, ObjectNode object) throws IOException {
    String key = path + "/" + object.path("metadata").path("name").asString();
    if (objects.containsKey(key)) {
      refuse(exchange, 409, "AlreadyExists");
    } else {
      ((ObjectNode) object.path("metadata")).put("uid", "uid-of-" + key);
      answer(exchange, 201, store(key, object, "ADDED"));
    }
  }

  private void replace(HttpExchange exchange, String path, ObjectNode object) throws IOException {
    String key = path.replaceFirst("/status$", "");
    ObjectNode known = objects.get(key);
    if (known == null) {
      refuse(exchange, 404, "NotFound");
    } else if (!resourceVersion(known).equals(resourceVersion(object))) {
      refuse(exchange, 409, "Conflict");
    } else if (path.endsWith("/status")) {
      ObjectNode changed = known.deepCopy();
      changed.set("status", object.path("status"));
      answer(exchange, 200, store(key, changed, "MODIFIED"));
    } else {
      answer(exchange, 200, store(key, object, "MODIFIED"));
    }
  }

  private void patch(HttpExchange exchange, String path, ObjectNode patch) throws IOException {
    ObjectNode changed = objects.get(path).deepCopy();
    changed.setAll(patch);
    answer(exchange, 200, store(path, changed, "MODIFIED"));
  }

  private void delete(HttpExchange exchange, String path) throws IOException {
    ObjectNode gone = objects.remove(path);
    if (gone == null) {
      refuse(exchange, 404, "NotFound");
    } else {
      tell("DELETED", path, gone);
      answer(exchange, 200, gone);
    }
  }

  private static String resourceVersion(ObjectNode object) {
    return object.path("metadata").path("resourceVersion").asString("");
  }

  private ObjectNode store(String key, ObjectNode object, String event) {
    version++;
    ((ObjectNode) object.path("metadata")).put("resourceVersion", Long.toString(version));
    objects.put(key, object);
    tell(event, key, object);
    return object;
  }

  private void tell(String event, String key, ObjectNode object) {
    if (!key.contains("/pods/")) {
      return;
    }
    ObjectNode line = Json.MAPPER.createObjectNode().put("type", event);
    line.set("object", object);
    byte[] bytes = (Json.text(line) + "\n").getBytes(StandardCharsets.UTF_8);
    watchers.removeIf(watcher -> !reaches(watcher, bytes));
  }

  private static boolean reaches(Watcher watcher, byte[] bytes) {
    try {
      watcher.out().write(bytes);
      watcher.out().flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = Json.MAPPER.writeValueAsBytes(body);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static void refuse(HttpExchange exchange, int status, String reason) throws IOException {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("kind", "Status").put("code", status).put("reason", reason).put("message", reason);
    answer(exchange, status, body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
