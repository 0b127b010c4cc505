package dev.trierarch.catalog.authentication;

import dev.trierarch.catalog.ResourceType;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import java.util.List;

/** The kinds of the authentication group: questions that are answered, not stored. */
public final class AuthenticationTypes {

  private AuthenticationTypes() {}

  /** In the order of discovery. */
  public static List<ResourceType> types() {
    return List.of(
        ResourceType.cluster("selfsubjectreviews", SelfSubjectReview.class).verbs("create").build(),
        ResourceType.cluster("tokenreviews", TokenReview.class).verbs("create").build());
  }
}
