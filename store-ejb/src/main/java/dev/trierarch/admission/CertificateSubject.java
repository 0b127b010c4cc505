package dev.trierarch.admission;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;

/** Finds the names that a PKCS#10 request asks for: the O and the CN parts of its subject. */
final class CertificateSubject {

  /** The object identifier 2.5.4.10, organizationName, as it is encoded. */
  private static final byte[] ORGANIZATION = {0x06, 0x03, 0x55, 0x04, 0x0a};

  /** 2.5.4.3, commonName. */
  private static final byte[] COMMON_NAME = {0x06, 0x03, 0x55, 0x04, 0x03};

  private static final byte TELETEX_STRING = 0x14;
  private static final byte UNIVERSAL_STRING = 0x1c;
  private static final byte BMP_STRING = 0x1e;
  private static final int SHORT_LENGTH_MAX = 0x7f;

  private CertificateSubject() {}

  /** Empty when the text is no request: the signer refuses that. */
  static Set<String> organizations(byte[] pem) {
    return values(ORGANIZATION, pem);
  }

  /** As {@link #organizations}. */
  static Set<String> commonNames(byte[] pem) {
    return values(COMMON_NAME, pem);
  }

  private static Set<String> values(byte[] attribute, byte[] pem) {
    Set<String> values = new LinkedHashSet<>();
    byte[] der = decode(new String(pem, StandardCharsets.US_ASCII));
    for (int i = 0; i + attribute.length + 2 <= der.length; i++) {
      if (Arrays.equals(der, i, i + attribute.length, attribute, 0, attribute.length)) {
        int length = der[i + attribute.length + 1];
        int start = i + attribute.length + 2;
        if (length >= 0 && length <= SHORT_LENGTH_MAX && start + length <= der.length) {
          values.add(new String(der, start, length, charset(der[i + attribute.length])));
        }
      }
    }
    return values;
  }

  /** How a text is written, by the tag before it. */
  private static Charset charset(byte tag) {
    return switch (tag) {
      case BMP_STRING -> StandardCharsets.UTF_16BE;
      case UNIVERSAL_STRING -> Charset.forName("UTF-32BE");
      case TELETEX_STRING -> StandardCharsets.ISO_8859_1;
      default -> StandardCharsets.UTF_8;
    };
  }

  private static byte[] decode(String pem) {
    StringBuilder base64 = new StringBuilder();
    pem.lines().filter(line -> !line.startsWith("-----")).forEach(base64::append);
    try {
      return Base64.getMimeDecoder().decode(base64.toString());
    } catch (IllegalArgumentException e) {
      return new byte[0]; // no request, and so it asks for nothing
    }
  }
}
