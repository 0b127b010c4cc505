package dev.trierarch.api.authz;

import dev.trierarch.api.auth.Users;
import dev.trierarch.registry.ApiException;
import dev.trierarch.registry.Caller;
import dev.trierarch.registry.Permissions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;

/** Says whether a caller may: masters may everything, then nodes' rules, then roles are asked. */
@ApplicationScoped
public class Authorization implements Permissions {

  /** What anybody may see, even without credentials. */
  private static final Set<String> PUBLIC_PATHS =
      Set.of("/healthz", "/livez", "/readyz", "/version", "/version/");

  private final NodeAuthorizer nodes;
  private final RbacAuthorizer roles;

  /** For the container's proxy. */
  Authorization() {
    this(null, null);
  }

  @Inject
  public Authorization(NodeAuthorizer nodes, RbacAuthorizer roles) {
    this.nodes = nodes;
    this.roles = roles;
  }

  /** Whether a path needs no credentials. */
  public static boolean isPublic(RequestInfo info) {
    return !info.resourceRequest()
        && info.verb().equals("get")
        && (PUBLIC_PATHS.contains(info.path())
            || info.path().startsWith("/livez/")
            || info.path().startsWith("/readyz/"));
  }

  public Decision decide(Attributes attributes) {
    if (attributes.caller().groups().contains(Users.MASTERS)) {
      return Decision.allow("");
    }
    Decision byNode = nodes.decide(attributes);
    if (byNode.allowed()) {
      return byNode;
    }
    Decision byRole = roles.decide(attributes);
    return byRole.allowed() || !byRole.reason().isEmpty()
        ? byRole
        : Decision.noOpinion(byNode.reason());
  }

  @Override
  public boolean allow(Caller caller, String verb, String group, String resource, String name) {
    return decide(Attributes.resource(caller, verb, group, resource, "", name)).allowed();
  }

  /** The rules that hold for a caller in a namespace, for {@code SelfSubjectRulesReview}. */
  public List<io.fabric8.kubernetes.api.model.rbac.PolicyRule> rules(
      Caller caller, String namespace) {
    return roles.rules(caller, namespace);
  }

  /** Throws a 403 in upstream's words when the caller may not. */
  public void check(Attributes attributes) {
    Decision decision = decide(attributes);
    if (!decision.allowed()) {
      throw forbidden(attributes, decision.reason());
    }
  }

  private static ApiException forbidden(Attributes attributes, String reason) {
    String why = reason.isEmpty() ? "" : ": " + reason;
    if (!attributes.resourceRequest()) {
      String message =
          "forbidden: User \""
              + attributes.caller().user()
              + "\" cannot "
              + attributes.verb()
              + " path \""
              + attributes.path()
              + "\"";
      return new ApiException(
          403, "Forbidden", message + why, new ApiException.Details("", "", "", "", List.of(), 0));
    }
    return new ApiException(
        403,
        "Forbidden",
        subject(attributes) + " is forbidden: " + sentence(attributes) + why,
        new ApiException.Details(
            attributes.group(), attributes.resource(), attributes.name(), "", List.of(), 0));
  }

  private static String subject(Attributes attributes) {
    String resource =
        attributes.group().isEmpty()
            ? attributes.resource()
            : attributes.resource() + "." + attributes.group();
    return attributes.name().isEmpty() ? resource : resource + " \"" + attributes.name() + "\"";
  }

  private static String sentence(Attributes attributes) {
    String scope =
        attributes.namespace().isEmpty()
            ? " at the cluster scope"
            : " in the namespace \"" + attributes.namespace() + "\"";
    return "User \""
        + attributes.caller().user()
        + "\" cannot "
        + attributes.verb()
        + " resource \""
        + attributes.resourceAndSubresource()
        + "\" in API group \""
        + attributes.group()
        + "\""
        + scope;
  }
}
