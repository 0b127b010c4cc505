package dev.trierarch.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateSubjectTest {

  private static final byte ORGANIZATION = 0x0a;
  private static final byte COMMON_NAME = 0x03;

  /** A request around a name, as far as it is looked at. */
  private static byte[] pem(int tag, Charset charset, String name, byte attribute) {
    byte[] text = name.getBytes(charset);
    ByteArrayOutputStream der = new ByteArrayOutputStream();
    der.writeBytes(new byte[] {0x30, 0x40, 0x06, 0x03, 0x55, 0x04, attribute, (byte) tag});
    der.write(text.length);
    der.writeBytes(text);
    String encoded = Base64.getMimeEncoder().encodeToString(der.toByteArray());
    return ("-----BEGIN CERTIFICATE REQUEST-----\n" + encoded + "\n-----END-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @CsvSource({
    "12, UTF-8",
    "19, US-ASCII",
    "20, ISO-8859-1",
    "22, US-ASCII",
    "28, UTF-32BE",
    "30, UTF-16BE"
  })
  void anOrganizationIsFoundHoweverItIsWritten(int tag, String charset) {
    assertThat(
            CertificateSubject.organizations(
                pem(tag, Charset.forName(charset), "system:masters", ORGANIZATION)))
        .containsExactly("system:masters");
  }

  @Test
  void aCommonNameIsNoOrganization() {
    byte[] pem = pem(12, StandardCharsets.UTF_8, "system:node:n1", COMMON_NAME);
    assertThat(CertificateSubject.commonNames(pem)).containsExactly("system:node:n1");
    assertThat(CertificateSubject.organizations(pem)).isEmpty();
  }

  @Test
  void whatIsNoRequestHasNone() {
    assertThat(CertificateSubject.organizations("hello".getBytes(StandardCharsets.US_ASCII)))
        .isEmpty();
  }
}
