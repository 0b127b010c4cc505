package dev.trierarch.api.auth;

import dev.trierarch.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** The cluster's CA and keys as they lie in the PKI directory, each read at its first use. */
@ApplicationScoped
public class ClusterKeys {

  /** Reads one file; what can go wrong is the file system's or the key's format. */
  private interface Reader<T> {
    T read(Path file) throws IOException, GeneralSecurityException;
  }

  /** What one file holds, once read. */
  private final class Lazy<T> {
    private final String file;
    private final Reader<T> reader;
    private volatile T value;

    Lazy(String file, Reader<T> reader) {
      this.file = file;
      this.reader = reader;
    }

    T get() {
      T known = value;
      if (known == null) {
        known = read(directory.resolve(file), reader);
        value = known;
      }
      return known;
    }
  }

  private final Path directory;
  private final Lazy<List<X509Certificate>> authority =
      new Lazy<>("ca.crt", PemFiles::certificates);
  private final Lazy<PrivateKey> tokenKey = new Lazy<>("sa.key", PemFiles::privateKey);
  private final Lazy<PublicKey> tokenPublicKey = new Lazy<>("sa.pub", PemFiles::publicKey);

  /** For the container's proxy. */
  ClusterKeys() {
    this.directory = Path.of("");
  }

  @Inject
  public ClusterKeys(Settings settings) {
    this.directory = Path.of(settings.pkiDirectory());
  }

  /** The certificates of the cluster's CA. */
  public List<X509Certificate> authority() {
    return authority.get();
  }

  /** Signs service account tokens. */
  public PrivateKey tokenKey() {
    return tokenKey.get();
  }

  /** Checks service account tokens. */
  public PublicKey tokenPublicKey() {
    return tokenPublicKey.get();
  }

  /** The certificate that the API server shows to agents; read anew each time, as it is renewed. */
  public List<X509Certificate> agentClientCertificates() {
    return read(directory.resolve("kubelet-client.crt"), PemFiles::certificates);
  }

  public PrivateKey agentClientKey() {
    return read(directory.resolve("kubelet-client.key"), PemFiles::privateKey);
  }

  private static <T> T read(Path file, Reader<T> reader) {
    try {
      return reader.read(file);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "cannot read " + file + " (setting trierarch.pki.directory): " + e.getMessage(), e);
    }
  }
}
