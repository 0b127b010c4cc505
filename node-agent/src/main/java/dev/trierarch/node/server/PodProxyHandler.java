package dev.trierarch.node.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Answers {@code /podProxy/NAMESPACE/POD/SCHEME/PORT/PATH} of any method with what the pod answers,
 * which the API server may have no way to.
 */
final class PodProxyHandler implements HttpHandler {

  /** Says why the pod could not be asked; the answer is then not the pod's. */
  private static final String UNREACHABLE = "Trierarch-Unreachable";

  private static final Set<String> OF_THIS_CONNECTION =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private final BiFunction<String, String, Optional<Pod>> finder;
  private final HttpClient pods;

  /**
   * @param finder finds this node's pods by namespace and name
   * @param pods follows no redirects, and trusts anyone: a pod is known by its address
   */
  PodProxyHandler(BiFunction<String, String, Optional<Pod>> finder, HttpClient pods) {
    this.finder = finder;
    this.pods = pods;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    HttpResponse<InputStream> answer;
    try {
      answer = pods.send(request(exchange), BodyHandlers.ofInputStream());
    } catch (IOException | IllegalArgumentException e) {
      refuse(exchange, reason(e));
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the agent stops", e);
    }
    pass(answer, exchange);
  }

  private static void refuse(HttpExchange exchange, String reason) throws IOException {
    exchange.getResponseHeaders().set(UNREACHABLE, reason.replaceAll("[\\r\\n]+", " "));
    exchange.sendResponseHeaders(502, -1);
  }

  private static String reason(Exception failure) {
    if (failure instanceof ConnectException) {
      return "connect: connection refused";
    }
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  private HttpRequest request(HttpExchange exchange) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), body(exchange));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OF_THIS_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return request.build();
  }

  private URI target(URI asked) {
    String[] parts = asked.getRawPath().split("/", 7);
    if (parts.length != 7) {
      throw new IllegalArgumentException("want /podProxy/NAMESPACE/POD/SCHEME/PORT/PATH");
    }
    String address =
        address(parts[2], parts[3])
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "pod \"%s\" has no address on this node".formatted(parts[3])));
    String host = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
    String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
    return URI.create(parts[4] + "://" + host + ":" + parts[5] + "/" + parts[6] + query);
  }

  private Optional<String> address(String namespace, String name) {
    return finder
        .apply(namespace, name)
        .map(Pod::getStatus)
        .map(status -> status.getPodIP())
        .filter(ip -> !ip.isEmpty());
  }

  private static BodyPublisher body(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    String length = headers.getFirst("Content-Length");
    if ((length == null && !headers.containsKey("Transfer-Encoding")) || "0".equals(length)) {
      return BodyPublishers.noBody();
    }
    BodyPublisher bytes = BodyPublishers.ofInputStream(exchange::getRequestBody);
    return length == null ? bytes : BodyPublishers.fromPublisher(bytes, Long.parseLong(length));
  }

  private static void pass(HttpResponse<InputStream> answer, HttpExchange exchange)
      throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (!OF_THIS_CONNECTION.contains(lower) || (head && lower.equals("content-length"))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    try (InputStream in = answer.body()) {
      exchange.sendResponseHeaders(answer.statusCode(), length(answer, head));
      copy(in, exchange.getResponseBody());
    }
  }

  /** As {@link HttpExchange#sendResponseHeaders} has it: -1 for no body, 0 for any length. */
  private static long length(HttpResponse<InputStream> answer, boolean head) {
    int code = answer.statusCode();
    long length = answer.headers().firstValueAsLong("content-length").orElse(0);
    boolean none =
        head
            || code == 204
            || code == 304
            || answer.headers().firstValue("content-length").equals(Optional.of("0"));
    return none ? -1 : length;
  }

  /** What comes goes on at once: the pod may take its time between two words. */
  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[16 * 1024];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      out.write(buffer, 0, count);
      out.flush();
    }
  }
}
