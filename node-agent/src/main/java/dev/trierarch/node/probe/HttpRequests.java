package dev.trierarch.node.probe;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Sends the HTTP requests of probes and hooks to containers. */
public final class HttpRequests {
  private static final int SHOWN_BODY_CHARACTERS_MAX = 512;

  private final HttpClient client;

  /**
   * What came of a request.
   *
   * @param failure why it counts as failed; empty when it succeeded
   */
  public record Outcome(Optional<String> failure) {}

  public HttpRequests(Executor executor) {
    this.client =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NORMAL)
            .sslContext(trustingAnyone())
            .executor(executor)
            .connectTimeout(Duration.ofSeconds(30))
            .build();
  }

  /** A client for what others ask of pods, redirects included, which it does not follow. */
  public static HttpClient podClient(Executor executor) {
    return HttpClient.newBuilder()
        .version(Version.HTTP_1_1)
        .followRedirects(Redirect.NEVER)
        .sslContext(trustingAnyone())
        .executor(executor)
        .connectTimeout(Duration.ofSeconds(10))
        .build();
  }

  public Outcome get(HTTPGetAction action, Container container, String podIp, Duration timeout) {
    String url = url(action, container, podIp);
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url))
              .timeout(timeout)
              .header("User-Agent", "kube-probe/1.36")
              .header("Accept", "*/*")
              .GET();
      if (action.getHttpHeaders() != null) {
        action.getHttpHeaders().forEach(h -> request.setHeader(h.getName(), h.getValue()));
      }
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      return judge(response);
    } catch (IOException | IllegalArgumentException e) {
      return new Outcome(Optional.of("Get \"%s\": %s".formatted(url, describe(e))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(Optional.of("interrupted"));
    }
  }

  private static Outcome judge(HttpResponse<byte[]> response) {
    int code = response.statusCode();
    if (code >= 200 && code < 400) {
      return new Outcome(Optional.empty());
    }
    String body = new String(response.body(), StandardCharsets.UTF_8).strip();
    String shown = body.substring(0, Math.min(body.length(), SHOWN_BODY_CHARACTERS_MAX));
    String failure = "HTTP probe failed with statuscode: " + code;
    return new Outcome(Optional.of(shown.isEmpty() ? failure : failure + ": " + shown));
  }

  private static String describe(Exception e) {
    if (e instanceof ConnectException) {
      return "connect: connection refused";
    }
    if (e instanceof HttpTimeoutException) {
      return "context deadline exceeded (Client.Timeout exceeded while awaiting headers)";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static String url(HTTPGetAction action, Container container, String podIp) {
    String scheme = "HTTPS".equalsIgnoreCase(action.getScheme()) ? "https" : "http";
    boolean named = action.getHost() != null && !action.getHost().isEmpty();
    String host = named ? action.getHost() : podIp;
    String path = action.getPath() == null || action.getPath().isEmpty() ? "/" : action.getPath();
    String slashed = path.startsWith("/") ? path : "/" + path;
    String bracketed = host.contains(":") ? "[" + host + "]" : host;
    return scheme + "://" + bracketed + ":" + port(action.getPort(), container) + slashed;
  }

  /** A port given by number or by the name that the container gives it; -1 when there is none. */
  static int port(IntOrString port, Container container) {
    if (port.getIntVal() != null && port.getIntVal() > 0) {
      return port.getIntVal();
    }
    String name = port.getStrVal();
    if (name == null) {
      return -1;
    }
    if (name.matches("\\d+")) {
      return Integer.parseInt(name);
    }
    return container.getPorts().stream()
        .filter(p -> name.equals(p.getName()))
        .map(p -> p.getContainerPort())
        .findFirst()
        .orElse(-1);
  }

  // Upstream's probes do not check certificates either: the pod is known by its address.
  private static SSLContext trustingAnyone() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustsAnyone()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private static final class TrustsAnyone extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
