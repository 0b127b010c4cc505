package dev.trierarch.api.flow;

import dev.trierarch.api.auth.Users;
import dev.trierarch.api.authz.RequestInfo;
import dev.trierarch.registry.Caller;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchemaSpec;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.NonResourcePolicyRule;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.PolicyRulesWithSubjects;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.ResourcePolicyRule;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.Subject;
import java.util.List;

/** Whether a request belongs to a flow schema: pure. */
final class FlowSchemaMatch {

  private static final String ALL = "*";

  private FlowSchemaMatch() {}

  static boolean matches(FlowSchemaSpec schema, Caller caller, RequestInfo info) {
    for (PolicyRulesWithSubjects rules : schema.getRules()) {
      if (anySubject(rules.getSubjects(), caller) && anyRule(rules, info)) {
        return true;
      }
    }
    return false;
  }

  private static boolean anySubject(List<Subject> subjects, Caller caller) {
    for (Subject subject : subjects) {
      if (matches(subject, caller)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(Subject subject, Caller caller) {
    return switch (subject.getKind()) {
      case "User" ->
          subject.getUser() != null && isOrAll(subject.getUser().getName(), caller.user());
      case "Group" ->
          subject.getGroup() != null
              && (ALL.equals(subject.getGroup().getName())
                  || caller.groups().contains(subject.getGroup().getName()));
      case "ServiceAccount" ->
          subject.getServiceAccount() != null
              && isServiceAccount(
                  subject.getServiceAccount().getNamespace(),
                  subject.getServiceAccount().getName(),
                  caller.user());
      default -> false;
    };
  }

  private static boolean isServiceAccount(String namespace, String name, String user) {
    String prefix = Users.SERVICE_ACCOUNT_PREFIX + namespace + ":";
    return user.startsWith(prefix) && isOrAll(name, user.substring(prefix.length()));
  }

  private static boolean anyRule(PolicyRulesWithSubjects rules, RequestInfo info) {
    return info.resourceRequest()
        ? rules.getResourceRules().stream().anyMatch(rule -> matches(rule, info))
        : rules.getNonResourceRules().stream().anyMatch(rule -> matches(rule, info));
  }

  private static boolean matches(ResourcePolicyRule rule, RequestInfo info) {
    return contains(rule.getVerbs(), info.verb())
        && contains(rule.getApiGroups(), info.group())
        && contains(rule.getResources(), resource(info))
        && inScope(rule, info);
  }

  private static String resource(RequestInfo info) {
    return info.subresource().isEmpty()
        ? info.resource()
        : info.resource() + "/" + info.subresource();
  }

  private static boolean inScope(ResourcePolicyRule rule, RequestInfo info) {
    return info.namespace().isEmpty()
        ? Boolean.TRUE.equals(rule.getClusterScope())
        : contains(rule.getNamespaces(), info.namespace());
  }

  private static boolean matches(NonResourcePolicyRule rule, RequestInfo info) {
    return contains(rule.getVerbs(), info.verb())
        && rule.getNonResourceURLs().stream().anyMatch(url -> matchesPath(url, info.path()));
  }

  private static boolean matchesPath(String url, String path) {
    return isOrAll(url, path)
        || (url.endsWith("/*") && path.startsWith(url.substring(0, url.length() - 1)));
  }

  private static boolean contains(List<String> values, String value) {
    return values.contains(ALL) || values.contains(value);
  }

  private static boolean isOrAll(String wanted, String value) {
    return ALL.equals(wanted) || value.equals(wanted);
  }
}
