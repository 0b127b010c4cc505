package dev.trierarch.launcher.cluster;

import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.pki.Identity;
import dev.trierarch.launcher.pki.Pki;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A thin client of the cluster's API as its administrator: JSON trees over HTTPS. */
public final class ApiClient {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
  private static final String USER_AGENT = "trierarch-launcher";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String url;
  private final SSLContext sslContext;
  private final HttpClient http;

  public ApiClient(String url, Pki pki) {
    this.url = url;
    this.sslContext = sslContext(pki.authority(), pki.admin());
    this.http =
        HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).sslContext(sslContext).build();
  }

  public String url() {
    return url;
  }

  /** Trusts the cluster's authority and shows the administrator's certificate. */
  public SSLContext sslContext() {
    return sslContext;
  }

  public boolean isReady() {
    return readyStatus() == 200;
  }

  /** The HTTP status of /readyz, 0 when nobody answers. */
  int readyStatus() {
    try {
      return send("GET", "/readyz", null, "").statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** The object or list at a path, empty when there is none. */
  public Optional<JsonNode> get(String path) {
    HttpResponse<String> response = call("GET", path, null, "");
    return response.statusCode() == 404
        ? Optional.empty()
        : Optional.of(tree(response, "GET " + path));
  }

  /** Creates an object; returns false when it was there already. */
  public boolean create(String collection, JsonNode object) {
    HttpResponse<String> response = call("POST", collection, object.toString(), "application/json");
    if (response.statusCode() == 409) {
      return false;
    }
    tree(response, "POST " + collection);
    return true;
  }

  /** Replaces an object. */
  public JsonNode replace(String path, JsonNode object) {
    return tree(call("PUT", path, object.toString(), "application/json"), "PUT " + path);
  }

  public JsonNode mergePatch(String path, JsonNode patch) {
    return tree(
        call("PATCH", path, patch.toString(), "application/merge-patch+json"), "PATCH " + path);
  }

  /** Deletes an object; returns false when there was none. */
  public boolean delete(String path) {
    HttpResponse<String> response = call("DELETE", path, null, "");
    if (response.statusCode() == 404) {
      return false;
    }
    tree(response, "DELETE " + path);
    return true;
  }

  /** The answer's status alone, for what is not JSON. */
  public HttpResponse<String> raw(String method, String path) {
    return call(method, path, null, "");
  }

  /** The bytes at a path as they come. */
  public InputStream open(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(REQUEST_TIMEOUT)
            .header("User-Agent", USER_AGENT)
            .build();
    try {
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        try (InputStream body = response.body()) {
          String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
          throw refused(
              "GET " + path,
              response.statusCode(),
              parse(text, response.statusCode(), "GET " + path),
              text);
        }
      }
      return response.body();
    } catch (IOException e) {
      throw noAnswer(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private HttpResponse<String> call(String method, String path, String body, String type) {
    try {
      return send(method, path, body, type);
    } catch (IOException e) {
      throw noAnswer(e);
    }
  }

  private Problem noAnswer(IOException e) {
    return new Problem(
        "The control plane at " + url + " does not answer: " + reason(e),
        "./trierarch status says whether it runs, ./trierarch up starts it.",
        e);
  }

  private static Problem interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new Problem("Interrupted.", "Run the command again.", e);
  }

  private HttpResponse<String> send(String method, String path, String body, String type)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(REQUEST_TIMEOUT)
            .header("Accept", "application/json")
            .header("User-Agent", USER_AGENT)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private JsonNode tree(HttpResponse<String> response, String request) {
    JsonNode answer = parse(response.body(), response.statusCode(), request);
    if (response.statusCode() >= 300) {
      throw refused(request, response.statusCode(), answer, response.body());
    }
    return answer;
  }

  private static Problem refused(String request, int status, JsonNode answer, String body) {
    return new Problem(
        request
            + " was refused: "
            + status
            + " "
            + answer.path("reason").asString("")
            + ": "
            + answer.path("message").asString(body),
        "./trierarch logs shows what the control plane says.");
  }

  private JsonNode parse(String body, int status, String request) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      throw new Problem(
          request
              + " was answered "
              + status
              + " and not in JSON: "
              + body.lines().findFirst().orElse(""),
          "Is it Trierarch that listens at " + url + "?",
          e);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  static SSLContext sslContext(X509Certificate authority, Identity client) {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("ca", authority);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      KeyStore own = KeyStore.getInstance("PKCS12");
      own.load(null, null);
      own.setKeyEntry(
          "client", client.key(), new char[0], new Certificate[] {client.certificate()});
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("Cannot set up TLS", e);
    }
  }
}
