package dev.trierarch.node.join;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A private key and the certificate that the cluster's CA gave for it. */
public record Identity(PrivateKey key, List<X509Certificate> chain) {
  public Identity {
    chain = List.copyOf(chain);
  }

  public X509Certificate certificate() {
    return chain.get(0);
  }

  public boolean isValidAt(Instant now) {
    return now.isBefore(certificate().getNotAfter().toInstant());
  }

  /**
   * When to ask for the next certificate.
   *
   * @param fractionOfLife between 0.7 and 0.8, by chance so that agents do not come at once
   */
  public Instant renewAt(double fractionOfLife) {
    Instant from = certificate().getNotBefore().toInstant();
    Duration life = Duration.between(from, certificate().getNotAfter().toInstant());
    return from.plusMillis((long) (life.toMillis() * fractionOfLife));
  }
}
