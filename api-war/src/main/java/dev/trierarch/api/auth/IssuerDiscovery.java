package dev.trierarch.api.auth;

import dev.trierarch.api.resource.Json;
import dev.trierarch.api.resource.Payload;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/** Tells others how to check service account tokens by themselves: OpenID Connect discovery. */
@Path("/{document: \\.well-known/openid-configuration|openid/v1/jwks}")
@ApplicationScoped
public class IssuerDiscovery {

  private static final String KEYS_PATH = "openid/v1/jwks";
  private static final String CACHE_CONTROL = "public, max-age=3600";

  private final ClusterKeys keys;

  /** For the container's proxy. */
  public IssuerDiscovery() {
    this(null);
  }

  @Inject
  public IssuerDiscovery(ClusterKeys keys) {
    this.keys = keys;
  }

  @GET
  public Response document(@PathParam("document") String document) {
    return document.equals(KEYS_PATH)
        ? answer("application/jwk-set+json", keySet())
        : answer("application/json", configuration());
  }

  private static Response answer(String type, ObjectNode document) {
    return Response.ok(Payload.of(Json.bytes(document)))
        .type(type)
        .header("Cache-Control", CACHE_CONTROL)
        .build();
  }

  /** The keys are found where the issuer's name leads: every control plane has the same. */
  static ObjectNode configuration() {
    ObjectNode configuration = Json.object();
    configuration.put("issuer", ServiceAccountTokens.ISSUER);
    configuration.put("jwks_uri", ServiceAccountTokens.ISSUER + "/" + KEYS_PATH);
    configuration.putArray("response_types_supported").add("id_token");
    configuration.putArray("subject_types_supported").add("public");
    configuration.putArray("id_token_signing_alg_values_supported").add(Jwt.ALGORITHM);
    return configuration;
  }

  ObjectNode keySet() {
    ObjectNode set = Json.object();
    PublicKey key = keys.tokenPublicKey();
    ObjectNode described = set.putArray("keys").addObject();
    described.put("use", "sig").put("kty", "RSA").put("kid", Jwt.keyId(key));
    described.put("alg", Jwt.ALGORITHM);
    if (key instanceof RSAPublicKey rsa) {
      described.put("n", encoded(rsa.getModulus())).put("e", encoded(rsa.getPublicExponent()));
    }
    return set;
  }

  /** Big-endian without a sign, so without the zero that Java puts before a high bit. */
  private static String encoded(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] unsigned = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
  }
}
