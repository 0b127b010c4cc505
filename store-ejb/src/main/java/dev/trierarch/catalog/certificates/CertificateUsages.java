package dev.trierarch.catalog.certificates;

/** What a certificate may be asked for, in alphabetical order. */
final class CertificateUsages {

  private CertificateUsages() {}

  static String[] all() {
    return new String[] {
      "any",
      "cert sign",
      "client auth",
      "code signing",
      "content commitment",
      "crl sign",
      "data encipherment",
      "decipher only",
      "digital signature",
      "email protection",
      "encipher only",
      "ipsec end system",
      "ipsec tunnel",
      "ipsec user",
      "key agreement",
      "key encipherment",
      "microsoft sgc",
      "netscape sgc",
      "ocsp signing",
      "s/mime",
      "server auth",
      "signing",
      "timestamping"
    };
  }
}
