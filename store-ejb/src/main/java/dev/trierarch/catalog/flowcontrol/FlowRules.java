package dev.trierarch.catalog.flowcontrol;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.form.Form;
import java.util.ArrayList;
import java.util.List;

/** Validates which requests a FlowSchema is for: a star says all and stands alone. */
final class FlowRules {

  private static final String ALL = "*";
  private static final List<String> VERBS =
      List.of(
          "create",
          "delete",
          "deletecollection",
          "get",
          "list",
          "patch",
          "proxy",
          "update",
          "watch");

  private FlowRules() {}

  static void resources(Field rule) {
    verbs(rule.get("verbs"), "verbs");
    alone(rule.get("apiGroups"), "api groups");
    alone(rule.get("resources"), "resources");
    Field namespaces = rule.get("namespaces");
    if (namespaces.isEmpty() && !rule.get("clusterScope").isTrue()) {
      namespaces.missing(
          "resource rules that are not cluster scoped must supply at least one namespace");
    }
    if (alone(namespaces, "namespaces")) {
      return;
    }
    namespaces.items().forEach(namespace -> namespace.form(Form.DNS_LABEL));
  }

  static void others(Field rule) {
    verbs(rule.get("verbs"), "verbs");
    if (!alone(rule.get("nonResourceURLs"), "non-resource URLs")) {
      rule.get("nonResourceURLs").items().forEach(FlowRules::path);
    }
  }

  private static void verbs(Field verbs, String name) {
    boolean unknown = verbs.items().stream().anyMatch(verb -> !VERBS.contains(verb.text()));
    if (!alone(verbs, name) && unknown) {
      verbs.notSupported(VERBS.toArray(new String[0]));
    }
  }

  /** Whether it is for all, which it then should be alone. */
  private static boolean alone(Field list, String name) {
    boolean all = list.items().stream().anyMatch(one -> one.isText(ALL));
    if (all && list.items().size() > 1) {
      list.invalid("if '*' is present, must not specify other " + name);
    }
    return all;
  }

  private static void path(Field path) {
    String text = path.text();
    if (text.equals("/")) {
      return;
    }
    List<String> problems = new ArrayList<>();
    if (text.isEmpty()) {
      problems.add("must not be empty");
    } else if (!text.startsWith("/")) {
      problems.add("must start with slash");
    }
    if (text.contains(" ")) {
      problems.add("must not contain white-space");
    }
    if (text.contains("//")) {
      problems.add("must not contain double slash");
    }
    long stars = text.chars().filter(character -> character == '*').count();
    if (stars > 1 || (stars == 1 && !text.endsWith("/*"))) {
      problems.add("wildcard can only do suffix matching");
    }
    problems.stream().limit(1).forEach(path.value(text)::invalid);
  }
}
