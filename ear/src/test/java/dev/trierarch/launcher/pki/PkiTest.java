package dev.trierarch.launcher.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cluster's certificates are made, kept, and renewed in time. */
class PkiTest {

  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  /** Made once, as keys take their time; each test has a copy. */
  @TempDir private static Path once;

  private static List<String> made;

  @TempDir private Path directory;

  @BeforeAll
  static void makeAll() {
    made = new Pki(once, InstantSource.fixed(NOW)).ensure("127.0.0.1");
  }

  @BeforeEach
  void copy() throws IOException {
    Trees.copy(once, directory);
  }

  @Test
  void allThatIsMissingIsMade() {
    assertThat(made).contains("ca.crt", "admin.crt", "kubelet-client.crt", "server.crt", "sa.key");
    assertThat(directory.resolve("server.p12")).exists();
    assertThat(directory.resolve("truststore.p12")).exists();
    assertThat(directory.resolve("sa.pub")).exists();
  }

  @Test
  void whatIsGoodIsKept() throws Exception {
    X509Certificate server = certificate("server.crt");

    assertThat(at(NOW.plus(Duration.ofDays(200))).ensure("127.0.0.1")).isEmpty();
    assertThat(certificate("server.crt")).isEqualTo(server);
  }

  @Test
  void withLessThanAThirdOfItsLifeLeftACertificateIsRenewedAndTheAuthorityIsNot() throws Exception {
    X509Certificate authority = certificate("ca.crt");

    List<String> renewed = at(NOW.plus(Duration.ofDays(250))).ensure("127.0.0.1");

    assertThat(renewed).containsExactlyInAnyOrder("admin.crt", "kubelet-client.crt", "server.crt");
    assertThat(certificate("ca.crt")).isEqualTo(authority);
    certificate("server.crt").verify(authority.getPublicKey());
  }

  @Test
  void theServersCertificateNamesWhereItIsCalled() throws Exception {
    at(NOW).ensure("10.9.8.7");

    List<String> names =
        certificate("server.crt").getSubjectAlternativeNames().stream()
            .map(name -> name.get(1).toString())
            .toList();
    assertThat(names)
        .contains("localhost", "127.0.0.1", "10.96.0.1", "10.9.8.7")
        .contains("kubernetes.default.svc.cluster.local");
  }

  @Test
  void anAddressThatIsNotNamedYetGetsAnotherServerCertificate() {
    assertThat(at(NOW).ensure("10.9.8.7")).containsExactly("server.crt");
  }

  @Test
  void theAdministratorIsAMemberOfMasters() throws Exception {
    assertThat(certificate("admin.crt").getSubjectX500Principal().getName())
        .contains("O=system:masters", "CN=kubernetes-admin");
    assertThat(certificate("admin.crt").getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
  }

  @Test
  void onlyTheirOwnerReadsTheFiles() throws IOException {
    try (Stream<Path> files = Files.list(once)) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void theServersStoreHoldsTheKeyUnderTheAliasThatTheServerLooksFor() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(directory.resolve("server.p12"))) {
      store.load(in, Pki.STORE_PASSWORD.toCharArray());
    }

    assertThat(store.isKeyEntry(Pki.SERVER_ALIAS)).isTrue();
    assertThat(store.getCertificateChain(Pki.SERVER_ALIAS)).hasSize(2);
  }

  @Test
  void aDamagedAuthorityIsNamedAndNotReplaced() throws IOException {
    Files.writeString(directory.resolve("ca.key"), "nonsense");

    assertThatThrownBy(() -> at(NOW).ensure("127.0.0.1"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("ca.key");
    assertThat(directory.resolve("ca.key")).hasContent("nonsense");
  }

  private Pki at(Instant now) {
    return new Pki(directory, InstantSource.fixed(now));
  }

  private X509Certificate certificate(String file) throws Exception {
    try (InputStream in = Files.newInputStream(directory.resolve(file))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
