package dev.trierarch.api.auth;

import dev.trierarch.api.resource.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON web tokens signed with RS256. */
final class Jwt {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  /** The only algorithm that tokens are signed with. */
  static final String ALGORITHM = "RS256";

  private Jwt() {}

  static String sign(ObjectNode claims, PrivateKey key, PublicKey publicKey) {
    ObjectNode header = Json.object().put("alg", ALGORITHM).put("kid", keyId(publicKey));
    String signed = ENCODER.encodeToString(Json.bytes(header));
    signed += "." + ENCODER.encodeToString(Json.bytes(claims));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + ENCODER.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a service account token cannot be signed", e);
    }
  }

  /** The claims of a token whose signature is good; nothing else of it is checked. */
  static Optional<ObjectNode> verify(String token, PublicKey key) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      JsonNode header = Json.MAPPER.readTree(DECODER.decode(parts[0]));
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(key);
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      boolean good =
          Json.text(header, "alg").equals(ALGORITHM) && signature.verify(DECODER.decode(parts[2]));
      return good && Json.MAPPER.readTree(DECODER.decode(parts[1])) instanceof ObjectNode claims
          ? Optional.of(claims)
          : Optional.empty();
    } catch (GeneralSecurityException | IllegalArgumentException | JacksonException e) {
      return Optional.empty();
    }
  }

  /** The id that upstream gives a key: the hash of its encoding. */
  static String keyId(PublicKey key) {
    try {
      return ENCODER.encodeToString(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
