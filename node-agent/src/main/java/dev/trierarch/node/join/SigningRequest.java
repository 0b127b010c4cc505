package dev.trierarch.node.join;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.List;

/**
 * A PKCS #10 certificate request of a node, signed by its new key. Written by hand: a library for
 * it would take more memory than the rest of the agent.
 */
final class SigningRequest {
  private static final String ORGANIZATION = "2.5.4.10";
  private static final String COMMON_NAME = "2.5.4.3";
  private static final String EXTENSION_REQUEST = "1.2.840.113549.1.9.14";
  private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
  private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private SigningRequest() {}

  /**
   * @param addresses IP addresses and names for a serving certificate, else none
   */
  static String pem(String nodeName, KeyPair keys, List<String> addresses)
      throws GeneralSecurityException {
    byte[] information =
        Der.sequence(
            Der.integer(0),
            Der.sequence(
                name(ORGANIZATION, "system:nodes"), name(COMMON_NAME, "system:node:" + nodeName)),
            keys.getPublic().getEncoded(),
            attributes(addresses));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(information);
    byte[] request =
        Der.sequence(
            information, Der.sequence(Der.objectId(ECDSA_WITH_SHA256)), Der.bits(signature.sign()));
    return Pem.block("CERTIFICATE REQUEST", request);
  }

  private static byte[] name(String type, String value) {
    return Der.set(Der.sequence(Der.objectId(type), Der.text(value)));
  }

  private static byte[] attributes(List<String> addresses) {
    if (addresses.isEmpty()) {
      return Der.context(0);
    }
    byte[][] names = addresses.stream().map(SigningRequest::alternativeName).toArray(byte[][]::new);
    byte[] extension =
        Der.sequence(Der.objectId(SUBJECT_ALTERNATIVE_NAME), Der.octets(Der.sequence(names)));
    return Der.context(
        0, Der.sequence(Der.objectId(EXTENSION_REQUEST), Der.set(Der.sequence(extension))));
  }

  private static byte[] alternativeName(String address) {
    return isIp(address)
        ? Der.contextBytes(IP_ADDRESS, ip(address))
        : Der.contextBytes(DNS_NAME, address.getBytes(StandardCharsets.US_ASCII));
  }

  private static boolean isIp(String address) {
    return address.contains(":") || address.matches("[0-9.]+");
  }

  private static byte[] ip(String address) {
    try {
      // A literal address: nothing is looked up.
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      throw new JoinFailure(
          "--address %s is no IP address; give one, e.g. 10.0.0.5".formatted(address), e);
    }
  }
}
