package dev.trierarch.node.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Speaks the Kubernetes REST API of one cluster as one user.
 *
 * <p>Requests wait for their answer, at most {@value #REQUEST_TIMEOUT_SECONDS} s; watches hold no
 * thread. Safe for many threads.
 */
public final class ApiClient {
  private static final int REQUEST_TIMEOUT_SECONDS = 15;
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(REQUEST_TIMEOUT_SECONDS);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final String JSON = "application/json";

  private final Servers servers;
  private final String userAgent;
  private final Optional<String> bearerToken;
  private final Executor executor;
  private volatile HttpClient http;

  public ApiClient(
      Servers servers,
      SSLContext tls,
      Optional<String> bearerToken,
      String userAgent,
      Executor executor) {
    this.servers = servers;
    this.bearerToken = bearerToken;
    this.userAgent = userAgent;
    this.executor = executor;
    this.http = connect(tls);
  }

  private HttpClient connect(SSLContext tls) {
    return HttpClient.newBuilder()
        .sslContext(tls)
        .executor(executor)
        .connectTimeout(CONNECT_TIMEOUT)
        .build();
  }

  /** New requests use these credentials; what is under way ends on the old connection. */
  public void renew(SSLContext tls) {
    http = connect(tls);
  }

  /** The server by which the cluster is known. */
  public URI server() {
    return servers.first();
  }

  public <T> T get(String path, Class<T> type) {
    return read(send(request(path).GET(), path), type);
  }

  public <T> Optional<T> find(String path, Class<T> type) {
    try {
      return Optional.of(get(path, type));
    } catch (ApiFailure failure) {
      if (failure.isNotFound()) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  public <T> T create(String path, Object body, Class<T> type) {
    return create(path, body, type, null);
  }

  /**
   * @param cause the resourceVersion that made us do it, null when there is none
   */
  public <T> T create(String path, Object body, Class<T> type, String cause) {
    HttpRequest.Builder request =
        caused(request(path), cause).header("Content-Type", JSON).POST(json(body));
    return read(send(request, path), type);
  }

  public <T> T replace(String path, Object body, Class<T> type, String cause) {
    HttpRequest.Builder request =
        caused(request(path), cause).header("Content-Type", JSON).PUT(json(body));
    return read(send(request, path), type);
  }

  public <T> T mergePatch(String path, Object patch, Class<T> type, String cause) {
    HttpRequest.Builder request =
        caused(request(path), cause)
            .header("Content-Type", "application/merge-patch+json")
            .method("PATCH", json(patch));
    return read(send(request, path), type);
  }

  public void delete(String path, Object options, String cause) {
    HttpRequest.Builder request =
        caused(request(path), cause).header("Content-Type", JSON).method("DELETE", json(options));
    send(request, path);
  }

  /**
   * Opens a watch; its lines are given to {@code lines} one by one.
   *
   * @return ends with null when the server ended the watch, with an {@link ApiFailure} otherwise
   */
  CompletableFuture<Void> watch(String path, LineFeed lines) {
    HttpRequest request =
        HttpRequest.newBuilder(resolve(path))
            .header("User-Agent", userAgent)
            .header("Accept", JSON)
            .GET()
            .headers(authorization())
            .build();
    return http.sendAsync(request, lines.bodyHandler())
        .handle(
            (response, problem) -> {
              if (problem != null) {
                throw unreachable(request, problem);
              }
              if (response.statusCode() != 200) {
                throw refusal(response.statusCode(), response.body(), path);
              }
              return null;
            });
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(resolve(path))
        .timeout(REQUEST_TIMEOUT)
        .header("User-Agent", userAgent)
        .header("Accept", JSON)
        .headers(authorization());
  }

  private String[] authorization() {
    // HttpRequest refuses an empty array, so that a harmless header stands in its place.
    return bearerToken
        .map(token -> new String[] {"Authorization", "Bearer " + token})
        .orElseGet(() -> new String[] {"Cache-Control", "no-cache"});
  }

  private URI resolve(String path) {
    return servers.current().resolve(path);
  }

  private static HttpRequest.Builder caused(HttpRequest.Builder request, String cause) {
    return cause == null || cause.isEmpty() ? request : request.header("Trierarch-Cause", cause);
  }

  private static HttpRequest.BodyPublisher json(Object body) {
    return BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body));
  }

  private byte[] send(HttpRequest.Builder builder, String path) {
    HttpRequest request = builder.build();
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() / 100 != 2) {
        String body = new String(response.body(), StandardCharsets.UTF_8);
        throw refusal(response.statusCode(), body, path);
      }
      return response.body();
    } catch (IOException e) {
      throw unreachable(request, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(request, e);
    }
  }

  private static <T> T read(byte[] body, Class<T> type) {
    return Json.MAPPER.readValue(body, type);
  }

  private ApiFailure unreachable(HttpRequest request, Throwable problem) {
    URI uri = request.uri();
    servers.doesNotAnswer(uri);
    Throwable cause = problem.getCause() != null ? problem.getCause() : problem;
    String what = Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    return new ApiFailure(
        "cannot reach the API server at %s://%s (%s): %s"
            .formatted(uri.getScheme(), uri.getAuthority(), uri.getPath(), what),
        problem);
  }

  private static ApiFailure refusal(int status, String body, String path) {
    try {
      JsonNode answer = Json.MAPPER.readTree(body);
      String message = answer.path("message").asString("");
      if (!message.isEmpty()) {
        return new ApiFailure(status, answer.path("reason").asString(""), message);
      }
    } catch (JacksonException e) {
      return notTheApi(status, path);
    }
    return notTheApi(status, path);
  }

  /**
   * Every refusal of the API is a Status object. What is none comes from something before it, an
   * application server that has not deployed it yet for instance, and says nothing of the object
   * asked for.
   */
  private static ApiFailure notTheApi(int status, String path) {
    return new ApiFailure(
        status >= 500 ? status : 0,
        "",
        "HTTP %d for %s without a Status object: the API is not served there yet"
            .formatted(status, path));
  }
}
