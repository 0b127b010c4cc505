package dev.trierarch.api.resource;

import dev.trierarch.api.auth.IdentityReviews;
import dev.trierarch.api.authz.AccessReviews;
import dev.trierarch.registry.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import tools.jackson.databind.node.ObjectNode;

/** The kinds that are posted as questions and come back with the answer in their status. */
@ApplicationScoped
public class Reviews {

  private final AccessReviews access;
  private final IdentityReviews identity;

  /** For the container's proxy. */
  Reviews() {
    this(null, null);
  }

  @Inject
  public Reviews(AccessReviews access, IdentityReviews identity) {
    this.access = access;
    this.identity = identity;
  }

  /** Whether the target is such a kind. */
  static boolean isReview(Target target) {
    return target.type().kind().endsWith("Review");
  }

  ObjectNode answer(Caller caller, Target target, ObjectNode review) {
    review.withObjectProperty("metadata");
    return switch (target.type().kind()) {
      case "SelfSubjectAccessReview" -> access.self(caller, review);
      case "SubjectAccessReview", "LocalSubjectAccessReview" ->
          access.subject(review, target.namespace());
      case "SelfSubjectRulesReview" -> access.rules(caller, review);
      case "SelfSubjectReview" -> identity.self(caller, review);
      case "TokenReview" -> identity.token(review);
      default -> throw Problems.unknownPath();
    };
  }
}
