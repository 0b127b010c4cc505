package dev.trierarch.controller.certificates;

import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestSpec;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/**
 * What a certificate signing request asks for, and who asks.
 *
 * @param otherNames alternative names that are neither DNS names nor addresses
 * @param request the PKCS#10 request itself
 */
record RequestedCertificate(
    String signerName,
    String username,
    List<String> groups,
    Set<String> usages,
    String commonName,
    List<String> organizations,
    List<String> dnsNames,
    List<String> addresses,
    List<String> otherNames,
    PKCS10CertificationRequest request) {

  /**
   * @throws IllegalArgumentException when the request is no PEM encoded PKCS#10 request
   */
  static RequestedCertificate of(CertificateSigningRequest object) {
    CertificateSigningRequestSpec spec = object.getSpec();
    PKCS10CertificationRequest request = parse(spec.getRequest());
    List<GeneralName> names = alternativeNames(request);
    return new RequestedCertificate(
        spec.getSignerName(),
        spec.getUsername() == null ? "" : spec.getUsername(),
        List.copyOf(spec.getGroups()),
        Set.copyOf(spec.getUsages()),
        subject(request, BCStyle.CN).stream().findFirst().orElse(""),
        subject(request, BCStyle.O),
        text(names, GeneralName.dNSName),
        addresses(names),
        names.stream()
            .filter(
                name ->
                    name.getTagNo() != GeneralName.dNSName
                        && name.getTagNo() != GeneralName.iPAddress)
            .map(name -> name.getName().toString())
            .toList(),
        request);
  }

  boolean hasAlternativeNames() {
    return !dnsNames.isEmpty() || !addresses.isEmpty() || !otherNames.isEmpty();
  }

  private static PKCS10CertificationRequest parse(String encoded) {
    String pem = new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.UTF_8);
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      if (parser.readObject() instanceof PKCS10CertificationRequest request) {
        return request;
      }
      throw new IllegalArgumentException(
          "spec.request must be a PEM block of type CERTIFICATE REQUEST, encoded in base64");
    } catch (IOException e) {
      throw new IllegalArgumentException("spec.request is no PKCS#10 request", e);
    }
  }

  /** A part of a subject may name several things at once: {@code CN=jane+O=developers}. */
  private static List<String> subject(
      PKCS10CertificationRequest request, ASN1ObjectIdentifier attribute) {
    return Arrays.stream(request.getSubject().getRDNs(attribute))
        .flatMap(rdn -> Arrays.stream(rdn.getTypesAndValues()))
        .filter(part -> part.getType().equals(attribute))
        .map(part -> IETFUtils.valueToString(part.getValue()))
        .toList();
  }

  private static List<GeneralName> alternativeNames(PKCS10CertificationRequest request) {
    List<GeneralName> names = new ArrayList<>();
    for (var attribute : request.getAttributes(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest)) {
      Extensions extensions = Extensions.getInstance(attribute.getAttrValues().getObjectAt(0));
      Extension alternative = extensions.getExtension(Extension.subjectAlternativeName);
      if (alternative != null) {
        names.addAll(
            Arrays.asList(GeneralNames.getInstance(alternative.getParsedValue()).getNames()));
      }
    }
    return names;
  }

  private static List<String> text(List<GeneralName> names, int tag) {
    return names.stream()
        .filter(name -> name.getTagNo() == tag)
        .map(name -> name.getName().toString())
        .toList();
  }

  private static List<String> addresses(List<GeneralName> names) {
    return names.stream()
        .filter(name -> name.getTagNo() == GeneralName.iPAddress)
        .map(name -> Addresses.text(octets(name)))
        .toList();
  }

  private static byte[] octets(GeneralName name) {
    return ASN1OctetString.getInstance(name.getName()).getOctets();
  }
}
