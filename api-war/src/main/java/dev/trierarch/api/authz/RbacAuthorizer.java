package dev.trierarch.api.authz;

import dev.trierarch.api.auth.Users;
import dev.trierarch.registry.Caller;
import dev.trierarch.store.Image;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Store;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Asks the roles that are bound to a caller, as they stand in the image. */
@ApplicationScoped
public class RbacAuthorizer {

  private static final String RBAC = ".rbac.authorization.k8s.io";

  private final Store store;

  /** For the container's proxy. */
  RbacAuthorizer() {
    this(null);
  }

  @Inject
  public RbacAuthorizer(Store store) {
    this.store = store;
  }

  /** Ends the walk over the rules once the answer is known. */
  private static final class Search {
    private final Attributes attributes;
    private Decision found = Decision.noOpinion("");

    Search(Attributes attributes) {
      this.attributes = attributes;
    }

    void look(String binding, List<PolicyRule> rules) {
      if (!found.allowed() && rules.stream().anyMatch(rule -> RuleMatch.allows(rule, attributes))) {
        found = Decision.allow("RBAC: allowed by " + binding);
      }
    }
  }

  public Decision decide(Attributes attributes) {
    Search search = new Search(attributes);
    visit(attributes.caller(), attributes.namespace(), search::look);
    return search.found;
  }

  /** All rules that hold for a caller in a namespace, those of the whole cluster included. */
  public List<PolicyRule> rules(Caller caller, String namespace) {
    List<PolicyRule> all = new ArrayList<>();
    visit(caller, namespace, (binding, rules) -> all.addAll(rules));
    return all;
  }

  private void visit(
      Caller caller, String namespace, BiConsumer<String, List<PolicyRule>> visitor) {
    Image image = store.image();
    image
        .list("clusterrolebindings" + RBAC)
        .map(stored -> stored.as(ClusterRoleBinding.class))
        .filter(binding -> names(binding.getSubjects(), caller, ""))
        .forEach(
            binding ->
                visitor.accept(
                    "ClusterRoleBinding \"" + binding.getMetadata().getName() + "\"",
                    rulesOf(image, binding.getRoleRef(), "")));
    if (!namespace.isEmpty()) {
      image
          .list("rolebindings" + RBAC, namespace)
          .map(stored -> stored.as(RoleBinding.class))
          .filter(binding -> names(binding.getSubjects(), caller, namespace))
          .forEach(
              binding ->
                  visitor.accept(
                      "RoleBinding \"" + binding.getMetadata().getName() + "/" + namespace + "\"",
                      rulesOf(image, binding.getRoleRef(), namespace)));
    }
  }

  private static boolean names(List<Subject> subjects, Caller caller, String namespace) {
    return subjects != null
        && subjects.stream().anyMatch(subject -> names(subject, caller, namespace));
  }

  private static boolean names(Subject subject, Caller caller, String bindingNamespace) {
    return switch (subject.getKind()) {
      case "User" -> subject.getName().equals(caller.user());
      case "Group" -> caller.groups().contains(subject.getName());
      case "ServiceAccount" -> {
        String namespace =
            subject.getNamespace() == null ? bindingNamespace : subject.getNamespace();
        yield caller
            .user()
            .equals(Users.SERVICE_ACCOUNT_PREFIX + namespace + ":" + subject.getName());
      }
      default -> false;
    };
  }

  private static List<PolicyRule> rulesOf(Image image, RoleRef reference, String namespace) {
    List<PolicyRule> rules =
        reference.getKind().equals("Role")
            ? image
                .get(new ObjectKey("roles" + RBAC, namespace, reference.getName()))
                .map(stored -> stored.as(Role.class).getRules())
                .orElse(null)
            : image
                .get(new ObjectKey("clusterroles" + RBAC, "", reference.getName()))
                .map(stored -> stored.as(ClusterRole.class).getRules())
                .orElse(null);
    return rules == null ? List.of() : rules;
  }
}
