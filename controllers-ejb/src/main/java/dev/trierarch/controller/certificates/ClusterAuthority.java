package dev.trierarch.controller.certificates;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs certificates with the cluster's CA, which it reads from the pki directory at each use. */
final class ClusterAuthority {

  /** Clocks of nodes may be behind this one. */
  private static final Duration BACKDATED = Duration.ofMinutes(5);

  private static final int SERIAL_BITS = 127;

  private final Path directory;
  private final SecureRandom random = new SecureRandom();

  ClusterAuthority(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes the certificate that was asked for, valid from a little before now and never longer than
   * the CA itself.
   *
   * @return PEM
   * @throws IllegalStateException when the CA's files cannot be read or used
   */
  String sign(RequestedCertificate wanted, Duration validity, Instant now) {
    try {
      X509CertificateHolder ca = certificate();
      Instant end = earlier(now.plus(validity), ca.getNotAfter().toInstant());
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              ca.getSubject(),
              new BigInteger(SERIAL_BITS, random),
              Date.from(now.minus(BACKDATED)),
              Date.from(end),
              wanted.request().getSubject(),
              wanted.request().getSubjectPublicKeyInfo());
      addExtensions(builder, ca, wanted);
      PrivateKey key = key(ca);
      String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
      return pem(builder.build(new JcaContentSignerBuilder(algorithm).build(key)));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(
          "the cluster's CA in " + directory + " cannot sign: " + e.getMessage(), e);
    }
  }

  private static void addExtensions(
      X509v3CertificateBuilder builder, X509CertificateHolder ca, RequestedCertificate wanted)
      throws IOException, GeneralSecurityException {
    int keyUsage = KeyUsage.digitalSignature;
    if (wanted.usages().contains("key encipherment")) {
      keyUsage |= KeyUsage.keyEncipherment;
    }
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(keyUsage));
    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes(wanted)));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(ca));
    GeneralName[] names = names(wanted);
    if (names.length > 0) {
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    }
  }

  private static KeyPurposeId[] purposes(RequestedCertificate wanted) {
    List<KeyPurposeId> purposes = new ArrayList<>();
    if (wanted.usages().contains("client auth")) {
      purposes.add(KeyPurposeId.id_kp_clientAuth);
    }
    if (wanted.usages().contains("server auth")) {
      purposes.add(KeyPurposeId.id_kp_serverAuth);
    }
    return purposes.toArray(KeyPurposeId[]::new);
  }

  private static GeneralName[] names(RequestedCertificate wanted) {
    List<GeneralName> names = new ArrayList<>();
    wanted.dnsNames().forEach(name -> names.add(new GeneralName(GeneralName.dNSName, name)));
    wanted
        .addresses()
        .forEach(address -> names.add(new GeneralName(GeneralName.iPAddress, address)));
    return names.toArray(GeneralName[]::new);
  }

  private X509CertificateHolder certificate() throws IOException {
    Path file = directory.resolve("ca.crt");
    try (Reader reader = Files.newBufferedReader(file);
        PEMParser parser = new PEMParser(reader)) {
      if (parser.readObject() instanceof X509CertificateHolder certificate) {
        return certificate;
      }
      throw new IOException(file + " holds no certificate");
    }
  }

  /** The older form of an EC key may leave out its curve: the certificate has it. */
  private PrivateKey key(X509CertificateHolder ca) throws IOException {
    Path file = directory.resolve("ca.key");
    try (Reader reader = Files.newBufferedReader(file);
        PEMParser parser = new PEMParser(reader)) {
      Object found = parser.readObject();
      JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
      if (found instanceof PEMKeyPair pair) {
        return converter.getPrivateKey(
            new PrivateKeyInfo(
                ca.getSubjectPublicKeyInfo().getAlgorithm(),
                pair.getPrivateKeyInfo().parsePrivateKey()));
      }
      if (found instanceof PrivateKeyInfo key) {
        return converter.getPrivateKey(key);
      }
      throw new IOException(file + " holds no private key");
    }
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static String pem(X509CertificateHolder certificate) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(certificate);
    }
    return text.toString();
  }
}
