package dev.trierarch.catalog.admissionregistration;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.form.Form;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules of which requests a webhook or a policy is asked about. */
final class RequestRules {

  private RequestRules() {}

  /** Checks a rule: what stands for everything stands alone. */
  static void check(Field rule) {
    alone(rule.get("operations"), "operations");
    alone(rule.get("apiGroups"), "API groups");
    alone(rule.get("apiVersions"), "API versions");
    resources(rule.get("resources"));
  }

  private static void alone(Field values, String what) {
    if (values.items().size() > 1 && values.items().stream().anyMatch(value -> value.isText("*"))) {
      values.invalid("if '*' is present, must not specify other " + what);
    }
  }

  private static void resources(Field resources) {
    Set<String> withAllSubresources = new HashSet<>();
    Set<String> subresourcesOfAll = new HashSet<>();
    for (Field item : resources.items()) {
      int slash = item.text().indexOf('/');
      if (slash >= 0) {
        String resource = item.text().substring(0, slash);
        String subresource = item.text().substring(slash + 1);
        if (withAllSubresources.contains(resource)) {
          covered(item, resource + "/*");
        }
        if (subresourcesOfAll.contains(subresource)) {
          covered(item, "*/" + subresource);
        }
        if (subresource.equals("*")) {
          withAllSubresources.add(resource);
        }
        if (resource.equals("*")) {
          subresourcesOfAll.add(subresource);
        }
      }
    }
    stars(resources);
  }

  private static void covered(Field item, String by) {
    item.invalid("if '" + by + "' is present, must not specify " + item.text());
  }

  private static void stars(Field resources) {
    List<String> all = resources.items().stream().map(Field::text).toList();
    if (all.size() > 1 && all.contains("*/*")) {
      resources.invalid("if '*/*' is present, must not specify other resources");
    }
    // Upstream looks at the last of those without subresources only.
    String last = all.stream().filter(one -> !one.contains("/")).reduce("*", (a, b) -> b);
    if (all.contains("*") && !last.equals("*")) {
      resources.invalid("if '*' is present, must not specify other resources without subresources");
    }
  }

  /** Checks a rule that may be about objects of some names only. */
  static void checkNamed(Field rule) {
    Set<String> names = new HashSet<>();
    for (Field name : rule.get("resourceNames").items()) {
      Form.PATH_SEGMENT.problems(name.text()).forEach(name::invalid);
      if (!names.add(name.text())) {
        name.duplicate();
      }
    }
    check(rule);
  }
}
