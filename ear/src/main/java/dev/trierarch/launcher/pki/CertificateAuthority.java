package dev.trierarch.launcher.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Signs certificates for one cluster. Keys are ECDSA P-256, but for those of clients: a client
 * library that reads them may know RSA alone.
 */
final class CertificateAuthority {

  private static final Duration AUTHORITY_LIFETIME = Duration.ofDays(3650);
  private static final Duration CERTIFICATE_LIFETIME = Duration.ofDays(365);

  /** Clocks differ: what was issued now must not look as if it came from the future. */
  private static final Duration BACKDATE = Duration.ofMinutes(5);

  private static final int CLIENT_KEY_BITS = 2048;
  private static final int SERIAL_BITS = 127;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Identity identity;
  private final InstantSource clock;

  CertificateAuthority(Identity identity, InstantSource clock) {
    this.identity = identity;
    this.clock = clock;
  }

  /** A new authority with a key of its own. */
  static CertificateAuthority create(InstantSource clock) {
    KeyPair keys = newKeyPair();
    X500Name name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, "kubernetes").build();
    Instant now = clock.instant();
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              newSerial(),
              Date.from(now.minus(BACKDATE)),
              Date.from(now.plus(AUTHORITY_LIFETIME)),
              name,
              keys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(
              KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.keyCertSign));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
      return new CertificateAuthority(sign(builder, keys, keys), clock);
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("Cannot make a certificate authority", e);
    }
  }

  Identity identity() {
    return identity;
  }

  /** A client's certificate: {@code user} as CN and {@code group} as O, none when it is empty. */
  Identity issueClient(String user, String group) {
    return issue(newClientKeyPair(), subject(user, group), KeyPurposeId.id_kp_clientAuth, null);
  }

  /** A server's certificate that is good for these names. */
  Identity issueServer(String name, GeneralNames alternativeNames) {
    return issue(newKeyPair(), subject(name, ""), KeyPurposeId.id_kp_serverAuth, alternativeNames);
  }

  private Identity issue(KeyPair keys, X500Name subject, KeyPurposeId purpose, GeneralNames names) {
    Instant now = clock.instant();
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              identity.certificate(),
              newSerial(),
              Date.from(now.minus(BACKDATE)),
              Date.from(now.plus(CERTIFICATE_LIFETIME)),
              subject,
              keys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(identity.certificate()));
      if (names != null) {
        builder.addExtension(Extension.subjectAlternativeName, false, names);
      }
      return sign(
          builder, new KeyPair(identity.certificate().getPublicKey(), identity.key()), keys);
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("Cannot issue a certificate for " + subject, e);
    }
  }

  private static Identity sign(X509v3CertificateBuilder builder, KeyPair signer, KeyPair subject)
      throws OperatorCreationException, GeneralSecurityException {
    String algorithm =
        signer.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    return new Identity(
        subject.getPrivate(),
        new JcaX509CertificateConverter()
            .getCertificate(
                builder.build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()))));
  }

  private static X500Name subject(String commonName, String organization) {
    X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
    addUnlessEmpty(name, BCStyle.O, organization);
    return name.addRDN(BCStyle.CN, commonName).build();
  }

  private static void addUnlessEmpty(
      X500NameBuilder name, ASN1ObjectIdentifier attribute, String value) {
    if (!value.isEmpty()) {
      name.addRDN(attribute, value);
    }
  }

  private static BigInteger newSerial() {
    return new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE);
  }

  private static KeyPair newClientKeyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(CLIENT_KEY_BITS, RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no RSA", e);
    }
  }

  private static KeyPair newKeyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no ECDSA P-256", e);
    }
  }

  /** An address or a DNS name, as a certificate says it. */
  static GeneralName alternativeName(String addressOrName) {
    boolean address = addressOrName.contains(":") || addressOrName.matches("[0-9.]+");
    return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, addressOrName);
  }
}
