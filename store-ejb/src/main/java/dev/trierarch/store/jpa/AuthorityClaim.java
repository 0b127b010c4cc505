package dev.trierarch.store.jpa;

import dev.trierarch.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * Holds a database to the certificate authority of the control plane that came first: one with
 * another authority would hand out certificates and tokens that the first does not know.
 */
final class AuthorityClaim {

  private static final String CLAIM = "UPDATE revision_head SET authority = ? WHERE authority = ''";
  private static final String CLAIMED = "SELECT authority FROM revision_head";

  /** What a restore does: the next to come may have other keys. */
  static final String RELEASE = "UPDATE revision_head SET authority = ''";

  private AuthorityClaim() {}

  /**
   * Claims the database, unless it is claimed already; without an authority in the directory there
   * is nothing to hold to.
   *
   * @throws StoreException.Unavailable when it is another authority's
   */
  static void hold(DatabaseAddress address, Path pkiDirectory) {
    Path certificate = pkiDirectory.resolve("ca.crt");
    if (!Files.exists(certificate)) {
      return;
    }
    String own = fingerprint(certificate);
    String claimed = claimed(address, own);
    if (!claimed.equals(own)) {
      throw new StoreException.Unavailable(refusal(address, pkiDirectory, own, claimed), null);
    }
  }

  private static String claimed(DatabaseAddress address, String own) {
    try (Connection connection = new ClusterDataSource(address).getConnection();
        PreparedStatement claim = connection.prepareStatement(CLAIM);
        PreparedStatement claimed = connection.prepareStatement(CLAIMED)) {
      claim.setString(1, own);
      claim.executeUpdate();
      try (ResultSet answer = claimed.executeQuery()) {
        answer.next();
        return answer.getString(1);
      }
    } catch (SQLException e) {
      throw new StoreException.Unavailable(address + ": " + e.getMessage(), e);
    }
  }

  /** Of the key, so that a certificate that is renewed stays the same authority's. */
  private static String fingerprint(Path certificate) {
    try (InputStream in = Files.newInputStream(certificate)) {
      byte[] key =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(in)
              .getPublicKey()
              .getEncoded();
      return "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "trierarch.pki.directory: " + certificate + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String refusal(
      DatabaseAddress address, Path pkiDirectory, String own, String claimed) {
    return "trierarch.pki.directory: the certificate authority in "
        + pkiDirectory
        + " ("
        + own
        + ") is not the one of the cluster in "
        + address
        + " ("
        + claimed
        + "): copy the whole pki directory of the cluster's first control plane to "
        + pkiDirectory
        + " and start again; if those keys are lost, a restore of a backup makes the database free"
        + " for new ones";
  }
}
