package dev.trierarch.node.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityFileTest {
  private static final String PASSWORD = "in-a-test";
  private static Identity identity;

  @TempDir Path directory;

  /** The JDK's own tool makes a key and a certificate for it. */
  @BeforeAll
  static void makeIdentity(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("keys.p12");
    String[] command = {
      Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
      "-genkeypair",
      "-keystore",
      file.toString(),
      "-storepass",
      PASSWORD,
      "-alias",
      "node",
      "-keyalg",
      "EC",
      "-groupname",
      "secp256r1",
      "-validity",
      "100",
      "-dname",
      "O=system:nodes,CN=system:node:n1"
    };
    Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tool.waitFor()).as(said).isZero();
    KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    identity =
        new Identity(
            (PrivateKey) store.getKey("node", PASSWORD.toCharArray()),
            List.of((X509Certificate) store.getCertificate("node")));
  }

  @Test
  void whatIsWrittenIsReadAgainAndNobodyElseMayReadIt() throws Exception {
    Path file = directory.resolve("pki/client.pem");
    new IdentityFile(file).write(identity);
    Identity read = new IdentityFile(file).read().orElseThrow();
    assertThat(read.key()).isEqualTo(identity.key());
    assertThat(read.certificate()).isEqualTo(identity.certificate());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void noFileIsNoIdentity() {
    assertThat(new IdentityFile(directory.resolve("none.pem")).read()).isEmpty();
  }

  @Test
  void aBrokenFileSaysWhatToDo() throws IOException {
    Path file = directory.resolve("client.pem");
    new IdentityFile(file).write(identity);
    Files.writeString(file, Files.readString(file).replace("PRIVATE", "PUBLIC"));
    assertThatThrownBy(() -> new IdentityFile(file).read())
        .isInstanceOf(JoinFailure.class)
        .hasMessageContaining("holds no private key")
        .hasMessageContaining("--token");
  }

  @Test
  void aCertificateIsRenewedWellBeforeItsEnd() throws Exception {
    Instant from = identity.certificate().getNotBefore().toInstant();
    Instant end = identity.certificate().getNotAfter().toInstant();
    Duration life = Duration.between(from, end);
    assertThat(identity.renewAt(0.75)).isBetween(from.plus(life.dividedBy(2)), end);
    assertThat(identity.isValidAt(end.minusSeconds(1))).isTrue();
    assertThat(identity.isValidAt(end.plusSeconds(1))).isFalse();
  }
}
