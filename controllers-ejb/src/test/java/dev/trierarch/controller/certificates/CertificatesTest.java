package dev.trierarch.controller.certificates;

import static dev.trierarch.controller.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestBuilder;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificatesTest {

  private static final String NODE = "O=system:nodes,CN=system:node:n1";
  private static final List<String> CLIENT_USAGES = List.of("digital signature", "client auth");
  private static final List<String> SERVER_USAGES = List.of("digital signature", "server auth");
  private static final String BOOTSTRAP = "system:bootstrap:abcdef";
  private static final String BOOTSTRAPPERS = "system:bootstrappers";

  static Stream<Arguments> approvals() throws Exception {
    String client = SignerNames.KUBELET_CLIENT;
    String serving = SignerNames.KUBELET_SERVING;
    return Stream.of(
        Arguments.of(
            "a joining node", true, request(client, BOOTSTRAP, BOOTSTRAPPERS, CLIENT_USAGES, NODE)),
        Arguments.of(
            "a node's next certificate",
            true,
            request(client, "system:node:n1", "system:nodes", CLIENT_USAGES, NODE)),
        Arguments.of(
            "another node's certificate",
            false,
            request(client, "system:node:n2", "system:nodes", CLIENT_USAGES, NODE)),
        Arguments.of(
            "somebody else", false, request(client, "jane", "developers", CLIENT_USAGES, NODE)),
        Arguments.of(
            "an administrator in disguise",
            false,
            request(client, BOOTSTRAP, BOOTSTRAPPERS, CLIENT_USAGES, "O=system:masters,CN=root")),
        Arguments.of(
            "server auth in a client certificate",
            false,
            request(client, BOOTSTRAP, BOOTSTRAPPERS, SERVER_USAGES, NODE)),
        Arguments.of(
            "alternative names in a client certificate",
            false,
            request(client, BOOTSTRAP, BOOTSTRAPPERS, CLIENT_USAGES, NODE, "n1")),
        Arguments.of(
            "a node serving under its name",
            true,
            request(serving, "system:node:n1", "system:nodes", SERVER_USAGES, NODE, "n1")),
        Arguments.of(
            "a node serving as the API",
            false,
            request(
                serving,
                "system:node:n1",
                "system:nodes",
                SERVER_USAGES,
                NODE,
                "kubernetes.default.svc")),
        Arguments.of(
            "a node serving without a name",
            false,
            request(serving, "system:node:n1", "system:nodes", SERVER_USAGES, NODE)),
        Arguments.of(
            "a user's client certificate is for a person to approve",
            false,
            request(SignerNames.CLIENT, "jane", "developers", CLIENT_USAGES, "CN=jane")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void approvals(String what, boolean approved, CertificateSigningRequest request) {
    assertThat(ApprovalRules.approval(RequestedCertificate.of(request)).isPresent())
        .isEqualTo(approved);
  }

  @ParameterizedTest
  @ValueSource(strings = {"O=system:masters,CN=jane", "CN=jane+O=system:masters"})
  void nobodyIsSignedIntoTheMasters(String subject) throws Exception {
    CertificateSigningRequest request =
        request(SignerNames.CLIENT, "jane", "developers", CLIENT_USAGES, subject);
    assertThat(SignerRules.violation(RequestedCertificate.of(request)))
        .hasValueSatisfying(why -> assertThat(why).contains("system:masters"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void aSignedCertificateIsTheCasAndSaysWhatWasAskedFor(String algorithm, @TempDir Path pki)
      throws Exception {
    X509Certificate ca = writeCa(pki, algorithm);
    CertificateSigningRequest request =
        request(
            SignerNames.KUBELET_SERVING,
            "system:node:n1",
            "system:nodes",
            SERVER_USAGES,
            NODE,
            "n1");
    String pem =
        new ClusterAuthority(pki).sign(RequestedCertificate.of(request), Duration.ofDays(1), NOW);

    X509Certificate signed = parse(pem);
    signed.verify(ca.getPublicKey());
    assertThat(signed.getSubjectX500Principal().getName()).contains("CN=system:node:n1");
    assertThat(signed.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(1)));
    assertThat(signed.getNotBefore().toInstant()).isBefore(NOW);
    assertThat(signed.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(signed.getBasicConstraints()).isEqualTo(-1);
    assertThat(signed.getSubjectAlternativeNames().toString()).contains("n1", "127.0.0.1");
  }

  @Test
  void noCertificateOutlivesTheCa(@TempDir Path pki) throws Exception {
    X509Certificate ca = writeCa(pki, "EC");
    CertificateSigningRequest request =
        request(SignerNames.KUBELET_CLIENT, BOOTSTRAP, BOOTSTRAPPERS, CLIENT_USAGES, NODE);
    String pem =
        new ClusterAuthority(pki)
            .sign(RequestedCertificate.of(request), Duration.ofDays(9999), NOW);
    assertThat(parse(pem).getNotAfter()).isEqualTo(ca.getNotAfter());
  }

  @Test
  void aMissingCaIsNamed(@TempDir Path pki) throws Exception {
    RequestedCertificate wanted =
        RequestedCertificate.of(
            request(SignerNames.KUBELET_CLIENT, BOOTSTRAP, BOOTSTRAPPERS, CLIENT_USAGES, NODE));
    ClusterAuthority authority = new ClusterAuthority(pki);
    assertThatThrownBy(() -> authority.sign(wanted, Duration.ofDays(1), NOW))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ca.crt");
  }

  @Test
  void whatIsNoRequestIsRefused() {
    CertificateSigningRequest request =
        new CertificateSigningRequestBuilder()
            .withNewSpec()
            .withRequest(
                Base64.getEncoder().encodeToString("hello".getBytes(StandardCharsets.UTF_8)))
            .withSignerName(SignerNames.CLIENT)
            .endSpec()
            .build();
    assertThatThrownBy(() -> RequestedCertificate.of(request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("spec.request");
  }

  private static CertificateSigningRequest request(
      String signer,
      String user,
      String group,
      List<String> usages,
      String subject,
      String... dnsNames)
      throws Exception {
    KeyPair keys = keys("EC");
    var builder = new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), keys.getPublic());
    if (dnsNames.length > 0) {
      GeneralName[] names =
          Stream.concat(
                  Arrays.stream(dnsNames).map(name -> new GeneralName(GeneralName.dNSName, name)),
                  Stream.of(new GeneralName(GeneralName.iPAddress, "127.0.0.1")))
              .toArray(GeneralName[]::new);
      ExtensionsGenerator extensions = new ExtensionsGenerator();
      extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
    }
    String pem = pem(builder.build(signer(keys, "EC")));
    return new CertificateSigningRequestBuilder()
        .withNewMetadata()
        .withName("csr")
        .endMetadata()
        .withNewSpec()
        .withSignerName(signer)
        .withUsername(user)
        .withGroups(group, "system:authenticated")
        .withUsages(usages)
        .withRequest(Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8)))
        .endSpec()
        .build();
  }

  private static X509Certificate writeCa(Path pki, String algorithm) throws Exception {
    KeyPair keys = keys(algorithm);
    X500Name name = new X500Name("CN=test CA");
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(NOW.minusSeconds(60)),
            Date.from(NOW.plus(Duration.ofDays(365))),
            name,
            keys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    String certificate = pem(builder.build(signer(keys, algorithm)));
    Files.writeString(pki.resolve("ca.crt"), certificate);
    Files.writeString(pki.resolve("ca.key"), pem(keys.getPrivate()));
    return parse(certificate);
  }

  private static KeyPair keys(String algorithm) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(algorithm.equals("EC") ? 256 : 2048);
    return generator.generateKeyPair();
  }

  private static ContentSigner signer(KeyPair keys, String algorithm) throws Exception {
    return new JcaContentSignerBuilder(algorithm.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA")
        .build(keys.getPrivate());
  }

  private static String pem(Object object) throws Exception {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }

  private static X509Certificate parse(String pem) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }
}
