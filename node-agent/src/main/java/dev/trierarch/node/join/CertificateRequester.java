package dev.trierarch.node.join;

import dev.trierarch.node.api.ApiClient;
import dev.trierarch.node.api.ApiFailure;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestBuilder;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestCondition;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes a key, asks the cluster to sign a certificate for it, and waits until it has. */
final class CertificateRequester {
  private static final String PATH = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long POLL_MILLIS = 250;

  private final String nodeName;
  private final InstantSource clock;

  CertificateRequester(String nodeName, InstantSource clock) {
    this.nodeName = nodeName;
    this.clock = clock;
  }

  /**
   * @param addresses IP addresses and names that a serving certificate is to hold; none for a
   *     client certificate
   */
  Identity request(ApiClient api, CertificateKind kind, List<String> addresses) {
    KeyPair keys = newKeys();
    CertificateSigningRequest made =
        api.create(PATH, signingRequest(kind, keys, addresses), CertificateSigningRequest.class);
    String pem = awaitCertificate(api, made.getMetadata().getName(), kind);
    try {
      return new Identity(keys.getPrivate(), Pem.certificates(pem));
    } catch (GeneralSecurityException e) {
      throw new JoinFailure("the issued certificate cannot be read: " + e.getMessage(), e);
    }
  }

  private CertificateSigningRequest signingRequest(
      CertificateKind kind, KeyPair keys, List<String> addresses) {
    return new CertificateSigningRequestBuilder()
        .withNewMetadata()
        .withGenerateName(kind == CertificateKind.CLIENT ? "node-csr-" : "csr-")
        .endMetadata()
        .withNewSpec()
        .withSignerName(kind.signerName())
        .withUsages(kind.usages())
        .withRequest(Base64.getEncoder().encodeToString(pkcs10(keys, addresses)))
        .endSpec()
        .build();
  }

  private byte[] pkcs10(KeyPair keys, List<String> addresses) {
    try {
      return SigningRequest.pem(nodeName, keys, addresses).getBytes(StandardCharsets.US_ASCII);
    } catch (GeneralSecurityException e) {
      throw new JoinFailure("cannot make a certificate request: " + e.getMessage(), e);
    }
  }

  private String awaitCertificate(ApiClient api, String name, CertificateKind kind) {
    Instant deadline = clock.instant().plus(PATIENCE);
    while (clock.instant().isBefore(deadline)) {
      try {
        var status = api.get(PATH + "/" + name, CertificateSigningRequest.class).getStatus();
        if (status != null && status.getCertificate() != null) {
          byte[] pem = Base64.getDecoder().decode(status.getCertificate());
          return new String(pem, StandardCharsets.US_ASCII);
        }
        if (status != null) {
          status.getConditions().forEach(c -> refuse(c, name));
        }
      } catch (ApiFailure failure) {
        if (!failure.isTransient()) {
          throw failure;
        }
      }
      pause();
    }
    throw new JoinFailure(
        """
        certificate request %s (%s) was not signed within %d s; see why with \
        `kubectl describe csr %s`, or approve it with `kubectl certificate approve %s`\
        """
            .formatted(name, kind.signerName(), PATIENCE.toSeconds(), name, name));
  }

  private static void refuse(CertificateSigningRequestCondition condition, String name) {
    if (condition.getType().equals("Denied") || condition.getType().equals("Failed")) {
      throw new JoinFailure(
          "certificate request %s: %s (%s: %s); delete it and start the agent again once the cause is removed"
              .formatted(name, condition.getType(), condition.getReason(), condition.getMessage()));
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JoinFailure("interrupted while waiting for a certificate", e);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new JoinFailure("cannot make a key: " + e.getMessage(), e);
    }
  }
}
