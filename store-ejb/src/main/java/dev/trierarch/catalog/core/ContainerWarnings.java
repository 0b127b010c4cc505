package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.Warnings;
import dev.trierarch.schema.Quantities;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Warns of what containers say in vain, twice or in an old way. */
final class ContainerWarnings {

  static final String USE_SECCOMP_PROFILE =
      "non-functional in v1.27+; use the \"seccompProfile\" field instead";

  private static final String USE_APP_ARMOR_PROFILE =
      "deprecated since v1.30; use the \"appArmorProfile\" field instead";
  private static final String SECCOMP = "container.seccomp.security.alpha.kubernetes.io/";
  private static final String APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";

  private ContainerWarnings() {}

  static void check(Field spec, Field annotations, Warnings warnings) {
    List<Field> containers = new ArrayList<>();
    for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
      containers.addAll(spec.get(list).items());
    }
    boolean confined = spec.at("securityContext", "appArmorProfile").isPresent();
    for (Field container : containers) {
      annotation(container, annotations, SECCOMP, "seccompProfile", USE_SECCOMP_PROFILE, warnings);
      if (!confined) {
        annotation(
            container, annotations, APP_ARMOR, "appArmorProfile", USE_APP_ARMOR_PROFILE, warnings);
      }
      wholeBytes(container.at("resources", "limits"), warnings);
      wholeBytes(container.at("resources", "requests"), warnings);
      environment(container.get("env"), warnings);
    }
    PortWarnings.check(containers, warnings);
  }

  private static void annotation(
      Field container,
      Field annotations,
      String prefix,
      String field,
      String text,
      Warnings warnings) {
    String key = prefix + container.get("name").text();
    if (annotations.keys().contains(key) && !container.at("securityContext", field).isPresent()) {
      warnings.add(annotations.key(key), text);
    }
  }

  static void wholeBytes(Field amounts, Warnings warnings) {
    wholeByte(amounts.key("memory"), warnings);
    wholeByte(amounts.key("ephemeral-storage"), warnings);
  }

  /** Warns of half a byte. */
  static void wholeByte(Field amount, Warnings warnings) {
    amount
        .amount()
        .filter(bytes -> bytes.stripTrailingZeros().scale() > 0)
        .ifPresent(
            bytes ->
                warnings.add(
                    amount,
                    "fractional byte value \"%s\" is invalid, must be an integer"
                        .formatted(Quantities.canonical(amount.text()).orElse(amount.text()))));
  }

  private static void environment(Field variables, Warnings warnings) {
    Set<String> seen = new HashSet<>();
    for (Field variable : variables.items()) {
      String name = variable.get("name").text();
      if (!seen.add(name) && hides(variable, "$(" + name + ")")) {
        warnings.add(
            variable,
            "hides previous definition of \"%s\", which may be dropped when using apply"
                .formatted(name));
      }
    }
  }

  /** Whether nothing is left of the value before, unlike in {@code $(PATH):/more}. */
  private static boolean hides(Field variable, String before) {
    String value = variable.get("value").text();
    return variable.get("valueFrom").isPresent() || value.equals(before) || !value.contains(before);
  }
}
