package dev.trierarch.catalog.authorization;

import dev.trierarch.catalog.ResourceType;
import io.fabric8.kubernetes.api.model.authorization.v1.LocalSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import java.util.List;

/** The kinds of the authorization group: questions that are answered, not stored. */
public final class AuthorizationTypes {

  private AuthorizationTypes() {}

  /** In the order of discovery. */
  public static List<ResourceType> types() {
    return List.of(
        ResourceType.namespaced("localsubjectaccessreviews", LocalSubjectAccessReview.class)
            .verbs("create")
            .build(),
        ResourceType.cluster("selfsubjectaccessreviews", SelfSubjectAccessReview.class)
            .verbs("create")
            .build(),
        ResourceType.cluster("selfsubjectrulesreviews", SelfSubjectRulesReview.class)
            .verbs("create")
            .build(),
        ResourceType.cluster("subjectaccessreviews", SubjectAccessReview.class)
            .verbs("create")
            .build());
  }
}
