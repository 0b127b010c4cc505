package dev.trierarch.api.auth;

import dev.trierarch.registry.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Knows a user by a client certificate of the cluster's CA: common name = user, organizations =
 * groups.
 */
@ApplicationScoped
public class ClientCertificates {

  private static final Logger LOG = Logger.getLogger(ClientCertificates.class.getName());
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final int KNOWN_CERTIFICATES_MAX = 10_000;

  private final ClusterKeys keys;
  private final InstantSource clock;

  /** Certificates whose signature was good; their dates are checked each time. */
  private final Map<X509Certificate, Caller> known = new ConcurrentHashMap<>();

  /** For the container's proxy. */
  ClientCertificates() {
    this(null, null);
  }

  @Inject
  public ClientCertificates(ClusterKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** Empty when the certificate is not the cluster's, or not valid now. */
  public Optional<Caller> user(X509Certificate certificate) {
    Instant now = clock.instant();
    if (now.isBefore(certificate.getNotBefore().toInstant())
        || now.isAfter(certificate.getNotAfter().toInstant())) {
      return Optional.empty();
    }
    Caller user = known.get(certificate);
    if (user == null && isOfCluster(certificate)) {
      user = subject(certificate);
      if (known.size() >= KNOWN_CERTIFICATES_MAX) {
        known.clear();
      }
      known.put(certificate, user);
    }
    return Optional.ofNullable(user);
  }

  private boolean isOfCluster(X509Certificate certificate) {
    return maySpeakForClient(certificate)
        && keys.authority().stream().anyMatch(authority -> isSignedBy(certificate, authority));
  }

  private static boolean maySpeakForClient(X509Certificate certificate) {
    try {
      List<String> usages = certificate.getExtendedKeyUsage();
      return usages != null && usages.contains(CLIENT_AUTH);
    } catch (CertificateParsingException e) {
      LOG.info(() -> "A client certificate's key usage cannot be read: " + e.getMessage());
      return false;
    }
  }

  private static boolean isSignedBy(X509Certificate certificate, X509Certificate authority) {
    try {
      certificate.verify(authority.getPublicKey());
      return certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal());
    } catch (GeneralSecurityException e) {
      LOG.fine(() -> "A client certificate is not of this cluster's CA: " + e.getMessage());
      return false;
    }
  }

  private static Caller subject(X509Certificate certificate) {
    String name = "";
    List<String> groups = new ArrayList<>();
    try {
      for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (part.getType().equalsIgnoreCase("CN")) {
          name = String.valueOf(part.getValue());
        } else if (part.getType().equalsIgnoreCase("O")) {
          groups.add(String.valueOf(part.getValue()));
        }
      }
    } catch (InvalidNameException e) {
      throw new IllegalArgumentException("a client certificate has a subject that is no name", e);
    }
    return Users.user(
        name, "", groups, Map.of(Users.CREDENTIAL_ID, List.of(fingerprint(certificate))));
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return "X509SHA256=" + HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a verified certificate has no fingerprint", e);
    }
  }
}
