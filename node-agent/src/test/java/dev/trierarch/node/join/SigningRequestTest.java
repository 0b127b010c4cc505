package dev.trierarch.node.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningRequestTest {
  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private static String content(String pem) {
    String base64 = pem.replaceAll("-----[A-Z ]+-----", "");
    return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.ISO_8859_1);
  }

  @Test
  void aClientsRequestNamesTheNodeAndItsGroup() throws GeneralSecurityException {
    String pem = SigningRequest.pem("n1", keys(), List.of());
    assertThat(pem)
        .startsWith("-----BEGIN CERTIFICATE REQUEST-----\n")
        .endsWith("-----END CERTIFICATE REQUEST-----\n");
    assertThat(content(pem)).contains("system:node:n1").contains("system:nodes");
  }

  @Test
  void aServersRequestHoldsNamesAndAddresses() throws GeneralSecurityException {
    String content = content(SigningRequest.pem("n1", keys(), List.of("10.1.2.3", "node.local")));
    assertThat(content).contains("node.local").contains("\u0087\u0004\n\u0001\u0002\u0003");
  }

  @Test
  void anAddressThatIsNoneIsRefused() {
    assertThatThrownBy(() -> SigningRequest.pem("n1", keys(), List.of("999.1.2.3")))
        .isInstanceOf(JoinFailure.class)
        .hasMessageContaining("--address 999.1.2.3");
  }

  @ParameterizedTest
  @CsvSource({
    "2.5.4.3, 0603550403",
    "1.2.840.10045.4.3.2, 06082a8648ce3d040302",
    "1.2.840.113549.1.9.14, 06092a864886f70d01090e",
    "2.5.29.17, 0603551d11",
  })
  void objectIdsAreEncoded(String dotted, String hex) {
    assertThat(HexFormat.of().formatHex(Der.objectId(dotted))).isEqualTo(hex);
  }

  @Test
  void longValuesHaveLongLengths() {
    assertThat(HexFormat.of().formatHex(Der.octets(new byte[0x7f])).substring(0, 4))
        .isEqualTo("047f");
    assertThat(HexFormat.of().formatHex(Der.octets(new byte[0x80])).substring(0, 6))
        .isEqualTo("048180");
    assertThat(HexFormat.of().formatHex(Der.octets(new byte[0x1234])).substring(0, 8))
        .isEqualTo("04821234");
  }
}
