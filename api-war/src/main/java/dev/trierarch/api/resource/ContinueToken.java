package dev.trierarch.api.resource;

import dev.trierarch.registry.ApiErrors;
import dev.trierarch.store.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Where a paged list goes on: the revision it is of and the last object that was sent.
 *
 * @param revision -1 when the list may go on at the newest state
 */
public record ContinueToken(long revision, String namespace, String name) {

  public static ContinueToken after(long revision, ObjectKey last) {
    return new ContinueToken(revision, last.namespace(), last.name());
  }

  public static ContinueToken parse(String token) {
    try {
      byte[] decoded = Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.US_ASCII));
      JsonNode fields = Json.MAPPER.readTree(decoded);
      boolean known = Json.text(fields, "v").equals("meta.k8s.io/v1");
      if (known && fields.path("rv").isIntegralNumber() && fields.path("start").isString()) {
        String start = Json.text(fields, "start");
        int slash = start.indexOf('/');
        return new ContinueToken(
            fields.path("rv").asLong(0),
            start.substring(0, Math.max(0, slash)),
            start.substring(slash + 1));
      }
    } catch (IllegalArgumentException | JacksonException e) {
      throw notValid();
    }
    throw notValid();
  }

  private static RuntimeException notValid() {
    return ApiErrors.badRequest("continue key is not valid: start the list again without it");
  }

  public String encoded() {
    byte[] json =
        Json.bytes(
            Json.object()
                .put("v", "meta.k8s.io/v1")
                .put("rv", revision)
                .put("start", namespace + "/" + name));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
  }

  public ObjectKey key(String resource) {
    return new ObjectKey(resource, namespace, name);
  }

  /**
   * The same place in the newest state, for a client that takes inconsistency over starting anew.
   */
  public ContinueToken atNewest() {
    return new ContinueToken(-1, namespace, name);
  }
}
