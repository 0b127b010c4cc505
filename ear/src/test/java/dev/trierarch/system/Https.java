package dev.trierarch.system;

import dev.trierarch.launcher.cluster.ApiClient;
import dev.trierarch.launcher.pki.Pki;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Plain HTTPS to a cluster's API, for what no client library would send. */
final class Https {

  private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(40);

  private final Cluster cluster;
  private final SSLContext context;
  private final HttpClient client;

  /** Trusts the cluster's authority and shows no certificate. */
  Https(Cluster cluster) {
    this(cluster, trusting(cluster));
  }

  private Https(Cluster cluster, SSLContext context) {
    this.cluster = cluster;
    this.context = context;
    this.client = HttpClient.newBuilder().sslContext(context).build();
  }

  /** Shows the administrator's certificate. */
  static Https asAdministrator(Cluster cluster) {
    Pki pki = new Pki(cluster.data().resolve("pki"), InstantSource.system());
    return new Https(cluster, new ApiClient(cluster.url(), pki).sslContext());
  }

  SSLContext context() {
    return context;
  }

  HttpClient client() {
    return client;
  }

  /** A request with this token, with none when it is empty. */
  HttpRequest.Builder request(String token, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(cluster.url() + path)).timeout(ANSWER_AT_MOST);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  HttpResponse<String> get(String token, String path) {
    return send(request(token, path).build());
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext trusting(Cluster cluster) {
    try (InputStream in = Files.newInputStream(cluster.data().resolve("pki/ca.crt"))) {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
