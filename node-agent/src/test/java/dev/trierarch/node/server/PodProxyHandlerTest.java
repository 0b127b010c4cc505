package dev.trierarch.node.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trierarch.node.probe.HttpRequests;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PodProxyHandlerTest {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newBuilder().executor(threads).build();
  private HttpServer pod;
  private HttpServer agent;

  @BeforeEach
  void start() throws IOException {
    pod = serverAt();
    pod.createContext("/", PodProxyHandlerTest::echo);
    agent = serverAt();
    PodProxyHandler handler =
        new PodProxyHandler(
            (namespace, name) ->
                name.equals("web")
                    ? Optional.of(
                        new PodBuilder().withNewStatus().withPodIP("127.0.0.1").endStatus().build())
                    : Optional.empty(),
            HttpRequests.podClient(threads));
    agent.createContext(
        "/podProxy/",
        exchange -> {
          try (exchange) {
            handler.handle(exchange);
          }
        });
    pod.start();
    agent.start();
  }

  @AfterEach
  void stop() {
    agent.stop(0);
    pod.stop(0);
    threads.shutdownNow();
  }

  private HttpServer serverAt() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    server.setExecutor(threads);
    return server;
  }

  /** Says what it was asked; a path of digits is the status it answers with. */
  private static void echo(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath().substring(1);
      byte[] body = exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("X-Method", exchange.getRequestMethod());
      exchange.getResponseHeaders().set("X-Asked", exchange.getRequestURI().toString());
      exchange
          .getResponseHeaders()
          .set("X-Colour", String.valueOf(exchange.getRequestHeaders().getFirst("Colour")));
      boolean silent = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
      int code = path.matches("\\d+") ? Integer.parseInt(path) : 200;
      exchange.sendResponseHeaders(code, silent ? -1 : 0);
      if (!silent) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Test
  void methodPathQueryHeadersAndBodyGoThereAndTheAnswerBack() throws Exception {
    for (String method : new String[] {"PUT", "POST", "PATCH", "DELETE", "OPTIONS"}) {
      HttpResponse<String> answer = ask(method, "web", pod, "a%20b/c?x=1&y=%2F", "the body");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("the body");
      assertThat(answer.headers().firstValue("X-Method")).contains(method);
      assertThat(answer.headers().firstValue("X-Asked")).contains("/a%20b/c?x=1&y=%2F");
      assertThat(answer.headers().firstValue("X-Colour")).contains("blue");
    }
  }

  @Test
  void aBodyOfUnknownLengthIsPassedOnWhole() throws Exception {
    String body = "0123456789".repeat(100_000);
    HttpRequest request =
        request("web", pod, "x")
            .PUT(
                BodyPublishers.fromPublisher(
                    BodyPublishers.ofString(body))) // without a length it is sent in chunks
            .build();

    assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo(body);
  }

  @Test
  void whateverThePodAnswersIsTheAnswer() throws Exception {
    for (int code : new int[] {204, 304, 404, 503}) {
      assertThat(ask("GET", "web", pod, String.valueOf(code), "").statusCode()).isEqualTo(code);
    }
    assertThat(ask("HEAD", "web", pod, "x", "").statusCode()).isEqualTo(200);
  }

  @Test
  void aPodThatCannotBeAskedIsTellableFromOneThatFails() throws Exception {
    assertThat(reason(ask("GET", "nobody", pod, "", "")))
        .contains("pod \"nobody\" has no address on this node");
    pod.stop(0);
    assertThat(reason(ask("GET", "web", pod, "", ""))).contains("connect: connection refused");
  }

  private static Optional<String> reason(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(502);
    return answer.headers().firstValue("Trierarch-Unreachable");
  }

  private HttpResponse<String> ask(
      String method, String name, HttpServer server, String path, String body) throws Exception {
    HttpRequest request =
        request(name, server, path)
            .header("Colour", "blue")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String name, HttpServer server, String path) {
    return HttpRequest.newBuilder(
        URI.create(
            "http://127.0.0.1:%d/podProxy/default/%s/http/%d/%s"
                .formatted(
                    agent.getAddress().getPort(), name, server.getAddress().getPort(), path)));
  }
}
