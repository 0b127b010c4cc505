package dev.trierarch.api.authz;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;

/** Whether one rule of a role allows a request: pure. */
final class RuleMatch {

  private static final String ALL = "*";

  private RuleMatch() {}

  static boolean allows(PolicyRule rule, Attributes attributes) {
    if (!contains(rule.getVerbs(), attributes.verb())) {
      return false;
    }
    if (!attributes.resourceRequest()) {
      return orEmpty(rule.getNonResourceURLs()).stream()
          .anyMatch(pattern -> pathMatches(pattern, attributes.path()));
    }
    return contains(rule.getApiGroups(), attributes.group())
        && resourceMatches(orEmpty(rule.getResources()), attributes)
        && (orEmpty(rule.getResourceNames()).isEmpty()
            || rule.getResourceNames().contains(attributes.name()));
  }

  private static boolean resourceMatches(List<String> resources, Attributes attributes) {
    String wanted = attributes.resourceAndSubresource();
    for (String resource : resources) {
      boolean matches =
          resource.equals(ALL)
              || resource.equals(wanted)
              || (!attributes.subresource().isEmpty()
                  && resource.equals("*/" + attributes.subresource()));
      if (matches) {
        return true;
      }
    }
    return false;
  }

  private static boolean pathMatches(String pattern, String path) {
    return pattern.equals(ALL)
        || pattern.equals(path)
        || (pattern.endsWith(ALL) && path.startsWith(pattern.substring(0, pattern.length() - 1)));
  }

  private static boolean contains(List<String> values, String value) {
    return values != null && (values.contains(ALL) || values.contains(value));
  }

  private static List<String> orEmpty(List<String> list) {
    return list == null ? List.of() : list;
  }
}
