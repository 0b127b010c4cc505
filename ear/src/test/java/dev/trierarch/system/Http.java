package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.launcher.Home;
import dev.trierarch.launcher.cluster.ApiClient;
import dev.trierarch.launcher.pki.Pki;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Bare HTTPS as the administrator, for codes and headers that client libraries keep to themselves.
 */
final class Http {

  private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String url;
  private final HttpClient client;

  Http(Cluster cluster) {
    this.url = cluster.url();
    Pki pki = new Pki(new Home(cluster.data()).pki(), InstantSource.system());
    this.client = HttpClient.newBuilder().sslContext(new ApiClient(url, pki).sslContext()).build();
  }

  /** What came back. */
  record Answer(String request, HttpResponse<String> response) {

    Answer is(int code) {
      assertThat(response.statusCode()).as("%s: %s", request, text()).isEqualTo(code);
      return this;
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String text() {
      return response.body();
    }

    JsonNode json() {
      return JSON.readTree(text());
    }
  }

  Answer get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  Answer post(String path, String body) {
    return send("POST", path, body, "Content-Type", "application/json");
  }

  Answer put(String path, String body) {
    return send("PUT", path, body, "Content-Type", "application/json");
  }

  Answer patch(String path, String type, String body) {
    return send("PATCH", path, body, "Content-Type", "application/" + type);
  }

  Answer delete(String path, String options) {
    return send("DELETE", path, options, "Content-Type", "application/json");
  }

  /** The first line of a stream, which is then left. */
  String firstLine(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(ANSWER_AT_MOST).build();
    try (Stream<String> lines = client.send(request, BodyHandlers.ofLines()).body()) {
      return lines.findFirst().orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The first text message of a WebSocket, which is then left. */
  String firstMessage(String path, String... protocols) {
    CompletableFuture<String> message = new CompletableFuture<>();
    WebSocket.Builder builder = client.newWebSocketBuilder();
    for (String protocol : protocols) {
      builder.subprotocols(protocol);
    }
    WebSocket socket =
        builder
            .buildAsync(
                URI.create(url.replaceFirst("^http", "ws") + path), new FirstMessage(message))
            .join();
    try {
      return message.orTimeout(ANSWER_AT_MOST.toSeconds(), TimeUnit.SECONDS).join();
    } finally {
      socket.abort();
    }
  }

  private record FirstMessage(CompletableFuture<String> message, StringBuilder text)
      implements WebSocket.Listener {

    FirstMessage(CompletableFuture<String> message) {
      this(message, new StringBuilder());
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        message.complete(text.toString());
      }
      socket.request(1);
      return null;
    }
  }

  Answer send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(ANSWER_AT_MOST)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new Answer(method + " " + path, client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
