package dev.trierarch.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trierarch.node.threads.AgentThreads;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReflectorTest {
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AgentThreads threads = new AgentThreads();
  private final ObjectCache<ConfigMap> cache = new ObjectCache<>(() -> {});
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();

  /** What each watch is to do, in order. */
  private final BlockingQueue<Script> watches = new LinkedBlockingQueue<>();

  private volatile String list = listOf("5", "a");
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile int listStatus = 200;
  private HttpServer server;
  private Reflector<ConfigMap> reflector;

  private interface Script {
    void play(HttpExchange exchange) throws IOException, InterruptedException;
  }

  @BeforeEach
  void open() throws IOException, NoSuchAlgorithmException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 10);
    server.setExecutor(threads.patient());
    server.createContext("/api/v1/configmaps", this::answer);
    server.start();
    ApiClient api =
        new ApiClient(
            Servers.of(List.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))),
            SSLContext.getDefault(),
            Optional.empty(),
            "test",
            threads.http());
    reflector =
        new Reflector<>(
            api,
            "/api/v1/configmaps",
            ConfigMap.class,
            cache,
            threads.workers(),
            threads.timer(),
            InstantSource.system(),
            new Random(1));
  }

  @AfterEach
  void close() {
    ended.countDown();
    closing.countDown();
    reflector.close();
    server.stop(0);
    threads.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    requests.add(query);
    try (exchange) {
      if (query.contains("watch=true")) {
        watches.take().play(exchange);
      } else {
        send(exchange, listStatus, list);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Script events(String... lines) {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      for (String line : lines) {
        exchange.getResponseBody().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
      exchange.getResponseBody().flush();
    };
  }

  private Script staysOpen() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().flush();
      ended.await(1, TimeUnit.MINUTES);
    };
  }

  private static String event(String type, String name, String version) {
    return "{\"type\":\"%s\",\"object\":%s}".formatted(type, object(name, version));
  }

  private static String object(String name, String version) {
    return "{\"metadata\":{\"namespace\":\"default\",\"name\":\"%s\",\"resourceVersion\":\"%s\"}}"
        .formatted(name, version);
  }

  private static String listOf(String version, String name) {
    return "{\"metadata\":{\"resourceVersion\":\"%s\"},\"items\":[%s]}"
        .formatted(version, object(name, "1"));
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long: %s", what).isLessThan(deadlineNanos);
      LockSupport.parkNanos(10_000_000);
    }
  }

  private boolean has(String name) {
    return cache.get("default", name).isPresent();
  }

  private long listings() {
    return requests.stream().filter(q -> !q.contains("watch=true")).count();
  }

  @Test
  void itListsThenWatchesFromThere() {
    watches.add(events(event("ADDED", "b", "6"), event("DELETED", "a", "7")));
    watches.add(staysOpen());
    reflector.start();
    await("b came and a went", () -> has("b") && !has("a"));
    assertThat(requests).anyMatch(q -> q.contains("watch=true") && q.endsWith("resourceVersion=5"));
  }

  @Test
  void aWatchThatEndedIsResumedWhereItWas() {
    watches.add(events(event("ADDED", "b", "6"), event("BOOKMARK", "", "9")));
    watches.add(staysOpen());
    reflector.start();
    await(
        "the second watch", () -> requests.stream().anyMatch(q -> q.endsWith("resourceVersion=9")));
    assertThat(listings()).isEqualTo(1);
  }

  @Test
  void historyThatIsGoneMakesItListAgain() {
    watches.add(
        exchange -> {
          list = listOf("20", "fresh");
          send(exchange, 410, "{\"code\":410,\"reason\":\"Expired\",\"message\":\"too old\"}");
        });
    watches.add(staysOpen());
    reflector.start();
    await("the new list", () -> has("fresh"));
    assertThat(has("a")).isFalse();
    await(
        "a watch from there",
        () -> requests.stream().anyMatch(q -> q.endsWith("resourceVersion=20")));
  }

  @Test
  void anErrorEventMakesItListAgain() {
    watches.add(
        exchange -> {
          list = listOf("20", "fresh");
          events(
                  "{\"type\":\"ERROR\",\"object\":{\"code\":410,\"reason\":\"Expired\",\"message\":\"too old\"}}")
              .play(exchange);
        });
    watches.add(staysOpen());
    reflector.start();
    await("the new list", () -> has("fresh"));
  }

  @Test
  void aCutConnectionIsOvercome() {
    watches.add(
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000_000);
          exchange
              .getResponseBody()
              .write((event("ADDED", "b", "6") + "\n").getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          list = listOf("30", "c");
          throw new IOException("cut");
        });
    watches.add(staysOpen());
    reflector.start();
    await("what came after the cut", () -> has("c"));
  }

  @Test
  void whileNoWatchCanBeHadItPolls() {
    for (int i = 0; i < 2; i++) {
      int number = i;
      watches.add(
          exchange -> {
            list = listOf("4" + number, "poll-" + number);
            send(exchange, 503, "{\"message\":\"no watches now\"}");
          });
    }
    watches.add(staysOpen());
    reflector.start();
    await("the second poll", () -> has("poll-1"));
    assertThat(listings()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void aServerThatComesLateIsWaitedFor() {
    listStatus = 503;
    reflector.start();
    await("a refused list", () -> listings() > 0);
    listStatus = 200;
    watches.add(staysOpen());
    await("the list", () -> has("a"));
  }
}
