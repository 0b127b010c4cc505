package dev.trierarch.store.jpa;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.settings.Settings;
import dev.trierarch.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityClaimTest {

  @TempDir private Path directory;

  private Settings settings;
  private DatabaseAddress address;

  @BeforeEach
  void makeDatabase() {
    String url = "jdbc:sqlite:" + directory.resolve("trierarch.db");
    settings = new Settings(Map.of("trierarch.database.url", url)::get);
    address = DatabaseAddress.of(settings);
    Schema.migrate(address);
  }

  @Test
  void aDatabaseBelongsToTheAuthorityThatCameFirst() throws Exception {
    AuthorityClaim.hold(address, pki("one"));
    AuthorityClaim.hold(address, pki("one"));
    Path other = pki("two");
    assertThatThrownBy(() -> AuthorityClaim.hold(address, other))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessageContaining("trierarch.pki.directory")
        .hasMessageContaining(other.toString())
        .hasMessageContaining("copy the whole pki directory");
  }

  @Test
  void anAuthorityWhoseCertificateIsRenewedIsStillTheSame() throws Exception {
    AuthorityClaim.hold(address, pki("one"));
    AuthorityClaim.hold(address, pki("one-renewed"));
  }

  @Test
  void whoHasNoAuthorityClaimsNothing() throws Exception {
    AuthorityClaim.hold(address, directory.resolve("none"));
    AuthorityClaim.hold(address, pki("one"));
  }

  @Test
  void aRestoredDatabaseIsFreeForOtherKeys() throws Exception {
    AuthorityClaim.hold(address, pki("one"));
    Snapshot snapshot = new Snapshot(settings, InstantSource.system());
    Path file = directory.resolve("backup");
    snapshot.take(file);
    snapshot.restore(file, snapshot.revision());
    AuthorityClaim.hold(address, pki("two"));
  }

  private Path pki(String name) throws IOException {
    Path pki = Files.createDirectories(directory.resolve("pki-" + name));
    try (InputStream in = getClass().getResourceAsStream("/authority/" + name + ".crt")) {
      Files.copy(in, pki.resolve("ca.crt"), StandardCopyOption.REPLACE_EXISTING);
    }
    return pki;
  }
}
