package dev.trierarch.api.auth;

import dev.trierarch.api.auth.ServiceAccountTokens.Bound;
import dev.trierarch.api.resource.Json;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.ApiException;
import dev.trierarch.registry.Caller;
import dev.trierarch.store.Image;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoredObject;
import io.fabric8.kubernetes.api.model.Pod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers {@code TokenRequest}: issues a token for a service account, bound to what it names. */
@ApplicationScoped
public class TokenRequests {

  private static final long LIFE_SECONDS_DEFAULT = 3_600;
  private static final long LIFE_SECONDS_MIN = 600;
  private static final long LIFE_SECONDS_MAX = 1L << 32;

  private final Store store;
  private final ServiceAccountTokens tokens;
  private final InstantSource clock;

  /** For the container's proxy. */
  TokenRequests() {
    this(null, null, null);
  }

  @Inject
  public TokenRequests(Store store, ServiceAccountTokens tokens, InstantSource clock) {
    this.store = store;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** Fills in the status of the request. */
  public ObjectNode answer(Caller caller, String namespace, String account, ObjectNode request) {
    Image image = store.image();
    ObjectKey key = new ObjectKey("serviceaccounts", namespace, account);
    StoredObject found =
        image.get(key).orElseThrow(() -> ApiErrors.notFound("", "serviceaccounts", account));
    ObjectNode spec = request.withObjectProperty("spec");
    Instant expires =
        clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(lifeSeconds(spec));
    checkNode(caller, image, key, spec.path("boundObjectRef"));
    List<Bound> bound = bound(image, key, spec.path("boundObjectRef"));
    String token = tokens.issue(key, found.uid(), audiences(spec), bound, expires);
    request.withObjectProperty("metadata").put("name", account).put("namespace", namespace);
    request.putObject("status").put("token", token).put("expirationTimestamp", expires.toString());
    return request;
  }

  private static long lifeSeconds(ObjectNode spec) {
    long asked = spec.path("expirationSeconds").asLong(LIFE_SECONDS_DEFAULT);
    if (asked < LIFE_SECONDS_MIN) {
      throw invalid(asked, "may not specify a duration less than 10 minutes");
    }
    if (asked > LIFE_SECONDS_MAX) {
      throw invalid(asked, "may not specify a duration larger than 2^32 seconds");
    }
    spec.put("expirationSeconds", asked);
    return asked;
  }

  private static ApiException invalid(long asked, String problem) {
    return new ApiException(
        422,
        "Invalid",
        "TokenRequest.authentication.k8s.io \"\" is invalid: spec.expirationSeconds: Invalid value: "
            + asked
            + ": "
            + problem,
        new ApiException.Details(
            "authentication.k8s.io",
            "TokenRequest",
            "",
            "",
            List.of(
                new ApiException.Cause(
                    "FieldValueInvalid",
                    "Invalid value: " + asked + ": " + problem,
                    "spec.expirationSeconds")),
            0));
  }

  private static List<String> audiences(ObjectNode spec) {
    List<String> audiences = new ArrayList<>();
    spec.path("audiences").forEach(each -> audiences.add(each.asString("")));
    if (audiences.isEmpty()) {
      audiences.add(ServiceAccountTokens.ISSUER);
      spec.putArray("audiences").add(ServiceAccountTokens.ISSUER);
    }
    return audiences;
  }

  private static List<Bound> bound(Image image, ObjectKey account, JsonNode reference) {
    if (!reference.isObject()) {
      return List.of();
    }
    String name = Json.text(reference, "name");
    return switch (Json.text(reference, "kind")) {
      case "Pod" -> boundToPod(image, account, name, Json.text(reference, "uid"));
      case "Secret" ->
          List.of(existing(image, "secret", new ObjectKey("secrets", account.namespace(), name)));
      case "Node" -> List.of(existing(image, "node", new ObjectKey("nodes", "", name)));
      default ->
          throw ApiErrors.badRequest(
              "cannot bind token to object of type " + Json.text(reference, "kind"));
    };
  }

  private static List<Bound> boundToPod(Image image, ObjectKey account, String name, String uid) {
    ObjectKey key = new ObjectKey("pods", account.namespace(), name);
    Bound pod = existing(image, "pod", key);
    if (!uid.isEmpty() && !uid.equals(pod.uid())) {
      throw ApiErrors.conflict(
          "",
          "pods",
          name,
          "the UID in the bound object reference ("
              + uid
              + ") does not match the UID in record. The object might have been deleted and then"
              + " recreated");
    }
    Pod typed = image.get(key).orElseThrow().as(Pod.class);
    if (!account.name().equals(typed.getSpec().getServiceAccountName())) {
      throw ApiErrors.badRequest(
          "cannot bind token for serviceaccount \""
              + account.name()
              + "\" to pod running with different serviceaccount name.");
    }
    List<Bound> bound = new ArrayList<>(List.of(pod));
    String node = typed.getSpec().getNodeName();
    if (node != null && image.get(new ObjectKey("nodes", "", node)).isPresent()) {
      bound.add(0, existing(image, "node", new ObjectKey("nodes", "", node)));
    }
    return bound;
  }

  private static Bound existing(Image image, String claim, ObjectKey key) {
    return image
        .get(key)
        .map(object -> new Bound(claim, key.name(), object.uid()))
        .orElseThrow(() -> ApiErrors.notFound("", key.resource(), key.name()));
  }

  /** A node gets tokens only for its own pods. */
  private static void checkNode(Caller caller, Image image, ObjectKey account, JsonNode reference) {
    if (!caller.groups().contains(Users.NODES)) {
      return;
    }
    if (!Json.text(reference, "kind").equals("Pod")
        || !Json.text(reference, "apiVersion").equals("v1")
        || Json.text(reference, "name").isEmpty()) {
      throw refused(account, "node requested token not bound to a pod");
    }
    if (Json.text(reference, "uid").isEmpty()) {
      throw refused(account, "node requested token with a pod binding without a uid");
    }
    String node = caller.user().substring(Users.NODE_PREFIX.length());
    boolean elsewhere =
        image
            .get(new ObjectKey("pods", account.namespace(), Json.text(reference, "name")))
            .filter(pod -> !node.equals(pod.as(Pod.class).getSpec().getNodeName()))
            .isPresent();
    if (elsewhere) {
      throw refused(account, "node requested token bound to a pod scheduled on a different node");
    }
  }

  private static ApiException refused(ObjectKey account, String problem) {
    return ApiErrors.forbidden("", "serviceaccounts", account.name(), problem);
  }
}
