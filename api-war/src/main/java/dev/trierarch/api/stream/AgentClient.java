package dev.trierarch.api.stream;

import dev.trierarch.api.auth.ClusterKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The HTTPS client that the API server speaks to agents with, under the cluster's own CA. */
@ApplicationScoped
public class AgentClient {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final char[] IN_MEMORY_PASSWORD = "in-memory".toCharArray();

  private final ClusterKeys keys;
  private X509Certificate shown;
  private HttpClient client;

  /** For the container's proxy. */
  AgentClient() {
    this(null);
  }

  @Inject
  public AgentClient(ClusterKeys keys) {
    this.keys = keys;
  }

  /** The client; a new one when the certificate has been renewed. */
  synchronized HttpClient client() {
    List<X509Certificate> certificates = keys.agentClientCertificates();
    if (!certificates.get(0).equals(shown)) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .sslContext(context(certificates))
              .connectTimeout(CONNECT_TIMEOUT)
              .build();
      shown = certificates.get(0);
    }
    return client;
  }

  private SSLContext context(List<X509Certificate> certificates) {
    try {
      KeyManagerFactory own =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(identity(certificates), IN_MEMORY_PASSWORD);
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(authorities());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot set up TLS towards agents: " + e.getMessage(), e);
    }
  }

  private KeyStore identity(List<X509Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    store.setKeyEntry(
        "agent-client",
        keys.agentClientKey(),
        IN_MEMORY_PASSWORD,
        certificates.toArray(new Certificate[0]));
    return store;
  }

  private KeyStore authorities() throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    int number = 0;
    for (X509Certificate authority : keys.authority()) {
      store.setCertificateEntry("ca-" + number++, authority);
    }
    return store;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
