package dev.trierarch.launcher.pki;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.trierarch.launcher.Home;
import dev.trierarch.launcher.PrivateFile;
import dev.trierarch.launcher.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * The cluster's certificates and keys in one directory. What is there is kept; what is missing, or
 * has less than a third of its life left, or no longer names this machine, is made anew. The
 * authority is never replaced.
 */
public final class Pki {

  /** The alias of the server's key in its key store. */
  public static final String SERVER_ALIAS = "trierarch";

  /** The stores are as private as the PEM files beside them: the password is only a formality. */
  public static final String STORE_PASSWORD = "changeit";

  private static final int SERVICE_ACCOUNT_KEY_BITS = 2048;

  private final Path directory;
  private final InstantSource clock;

  public Pki(Path directory, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * Makes what is missing or due.
   *
   * @param address what the server is bound to, named in its certificate
   * @return the names of the files that were made, empty when all was well
   */
  public List<String> ensure(String address) {
    Home.makePrivate(directory);
    List<String> made = new ArrayList<>();
    CertificateAuthority authority = ensureAuthority(made);
    ensureClient("admin", made, () -> authority.issueClient("kubernetes-admin", "system:masters"));
    ensureClient(
        "kubelet-client",
        made,
        () -> authority.issueClient("kube-apiserver-kubelet-client", "system:masters"));
    ensureServer(authority, address, made);
    ensureServiceAccountKeys(made);
    return made;
  }

  public Path authorityFile() {
    return directory.resolve("ca.crt");
  }

  public Path serverKeyStore() {
    return directory.resolve("server.p12");
  }

  public Path trustStore() {
    return directory.resolve("truststore.p12");
  }

  public X509Certificate authority() {
    return certificate("ca");
  }

  public Identity admin() {
    return identity("admin");
  }

  private CertificateAuthority ensureAuthority(List<String> made) {
    if (Files.exists(authorityFile())) {
      return new CertificateAuthority(identity("ca"), clock);
    }
    CertificateAuthority authority = CertificateAuthority.create(clock);
    write("ca", authority.identity());
    writeTrustStore(authority.identity().certificate());
    made.add("ca.crt");
    return authority;
  }

  private void ensureClient(String name, List<String> made, Supplier<Identity> issue) {
    if (isDue(name)) {
      write(name, issue.get());
      made.add(name + ".crt");
    }
  }

  private void ensureServer(CertificateAuthority authority, String address, List<String> made) {
    try {
      Set<String> names = ServerNames.of(address);
      if (isDue("server") || !namesOf(certificate("server")).containsAll(names)) {
        GeneralName[] alternatives =
            names.stream().map(CertificateAuthority::alternativeName).toArray(GeneralName[]::new);
        Identity server = authority.issueServer("kube-apiserver", new GeneralNames(alternatives));
        write("server", server);
        writeServerKeyStore(server, authority.identity().certificate());
        made.add("server.crt");
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("Cannot make the server's certificate", e);
    }
  }

  private void ensureServiceAccountKeys(List<String> made) {
    if (Files.exists(directory.resolve("sa.key")) && Files.exists(directory.resolve("sa.pub"))) {
      return;
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(SERVICE_ACCOUNT_KEY_BITS);
      KeyPair keys = generator.generateKeyPair();
      PrivateFile.write(
          directory.resolve("sa.key"), Pem.encode("PRIVATE KEY", keys.getPrivate().getEncoded()));
      PrivateFile.write(
          directory.resolve("sa.pub"), Pem.encode("PUBLIC KEY", keys.getPublic().getEncoded()));
      made.add("sa.key");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no RSA", e);
    }
  }

  /** Missing, or with less than a third of its life left. */
  private boolean isDue(String name) {
    if (!Files.exists(directory.resolve(name + ".crt"))) {
      return true;
    }
    X509Certificate certificate = certificate(name);
    Duration life =
        Duration.between(
            certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
    Duration left = Duration.between(clock.instant(), certificate.getNotAfter().toInstant());
    return left.compareTo(life.dividedBy(3)) < 0;
  }

  private static Set<String> namesOf(X509Certificate certificate) throws GeneralSecurityException {
    Set<String> names = new TreeSet<>();
    Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
    if (alternatives != null) {
      alternatives.forEach(alternative -> names.add(alternative.get(1).toString()));
    }
    return names;
  }

  private void write(String name, Identity identity) {
    try {
      PrivateFile.write(
          directory.resolve(name + ".key"), Pem.encode("PRIVATE KEY", identity.key().getEncoded()));
      PrivateFile.write(
          directory.resolve(name + ".crt"),
          Pem.encode("CERTIFICATE", identity.certificate().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void writeServerKeyStore(Identity server, X509Certificate authority) {
    writeStore(
        serverKeyStore(),
        store ->
            store.setKeyEntry(
                SERVER_ALIAS,
                server.key(),
                STORE_PASSWORD.toCharArray(),
                new Certificate[] {server.certificate(), authority}));
  }

  private void writeTrustStore(X509Certificate authority) {
    writeStore(trustStore(), store -> store.setCertificateEntry("ca", authority));
  }

  private interface StoreFiller {
    void fill(KeyStore store) throws GeneralSecurityException;
  }

  private static void writeStore(Path file, StoreFiller filler) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      filler.fill(store);
      store.store(bytes, STORE_PASSWORD.toCharArray());
      PrivateFile.write(file, bytes.toByteArray());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("Cannot make " + file, e);
    }
  }

  private Identity identity(String name) {
    X509Certificate certificate = certificate(name);
    return new Identity(privateKey(name, certificate.getPublicKey().getAlgorithm()), certificate);
  }

  private X509Certificate certificate(String name) {
    Path file = directory.resolve(name + ".crt");
    try {
      byte[] der = Pem.decode(file);
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw Pem.damaged(file, e);
    }
  }

  private PrivateKey privateKey(String name, String algorithm) {
    Path file = directory.resolve(name + ".key");
    byte[] der = Pem.decode(file);
    try {
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw Pem.damaged(file, e);
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  /** The text of a file in this directory, for a kubeconfig. */
  public String text(String fileName) {
    Path file = directory.resolve(fileName);
    try {
      return Files.readString(file, US_ASCII);
    } catch (IOException e) {
      throw new Problem(
          "Cannot read " + file + ": " + e.getMessage(), "Run ./trierarch up: it makes it.", e);
    }
  }
}
