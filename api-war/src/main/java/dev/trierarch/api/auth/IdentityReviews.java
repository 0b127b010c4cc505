package dev.trierarch.api.auth;

import dev.trierarch.api.resource.Json;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers the reviews of authentication.k8s.io: who am I, whose token is this? */
@ApplicationScoped
public class IdentityReviews {

  private final ServiceAccountTokens accounts;
  private final BootstrapTokens bootstrap;

  /** For the container's proxy. */
  IdentityReviews() {
    this(null, null);
  }

  @Inject
  public IdentityReviews(ServiceAccountTokens accounts, BootstrapTokens bootstrap) {
    this.accounts = accounts;
    this.bootstrap = bootstrap;
  }

  /** Fills in the status of a {@code SelfSubjectReview}. */
  public ObjectNode self(Caller caller, ObjectNode review) {
    review.putObject("status").set("userInfo", userInfo(caller));
    return review;
  }

  /** Fills in the status of a {@code TokenReview}; the token is not sent back. */
  public ObjectNode token(ObjectNode review) {
    String token = Json.text(review.path("spec"), "token");
    if (token.isEmpty()) {
      throw ApiErrors.badRequest("token is required for TokenReview in authentication");
    }
    List<String> audiences = new ArrayList<>();
    review.path("spec").path("audiences").forEach(each -> audiences.add(each.asString("")));
    List<String> accepted = audiences.isEmpty() ? List.of(ServiceAccountTokens.ISSUER) : audiences;
    Optional<Caller> user = accounts.user(token, accepted).or(() -> bootstrap.user(token));
    ((ObjectNode) review.path("spec")).remove("token");
    ObjectNode status = review.putObject("status");
    if (user.isEmpty()) {
      status.put("error", "invalid bearer token");
      return review;
    }
    status.put("authenticated", true).set("user", userInfo(user.get()));
    accepted.forEach(status.putArray("audiences")::add);
    return review;
  }

  private static ObjectNode userInfo(Caller caller) {
    ObjectNode info = Json.object().put("username", caller.user());
    if (!caller.uid().isEmpty()) {
      info.put("uid", caller.uid());
    }
    caller.groups().forEach(info.putArray("groups")::add);
    if (!caller.extra().isEmpty()) {
      ObjectNode extra = info.putObject("extra");
      caller
          .extra()
          .forEach(
              (key, values) -> {
                ArrayNode list = extra.putArray(key);
                values.forEach(list::add);
              });
    }
    return info;
  }
}
