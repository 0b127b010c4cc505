package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.Warnings;
import dev.trierarch.catalog.form.Form;
import java.util.Map;
import java.util.Optional;

/** Warns of nodes' labels that have a new name. */
public final class NodeLabelWarnings {

  private static final Map<String, String> DEPRECATED =
      Map.of(
          "beta.kubernetes.io/arch",
          "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
          "beta.kubernetes.io/os",
          "deprecated since v1.14; use \"kubernetes.io/os\" instead",
          "failure-domain.beta.kubernetes.io/region",
          "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
          "failure-domain.beta.kubernetes.io/zone",
          "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
          "beta.kubernetes.io/instance-type",
          "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead",
          "app.kubernetes.io/created-by",
          "deprecated since v1.9",
          "scheduler.alpha.kubernetes.io/preferAvoidPods",
          "deprecated since v1.22; use Taints and Tolerations instead",
          "node-role.kubernetes.io/master",
          "use \"node-role.kubernetes.io/control-plane\" instead");

  private NodeLabelWarnings() {}

  /** What is said of a label; empty when it is as good as any. */
  public static Optional<String> of(String label) {
    return Optional.ofNullable(DEPRECATED.get(label));
  }

  /** Warns of a field that names a label, which is repeated. */
  public static void named(Field label, Warnings warnings) {
    of(label.text()).ifPresent(text -> warnings.add(label, label.text() + " is " + text));
  }

  /** Warns of a term that nodes must match. */
  public static void mustMatch(Field term, Warnings warnings) {
    for (Field expression : term.get("matchExpressions").items()) {
      named(expression.get("key"), warnings);
    }
  }

  /** Warns of a term that nodes should match; one with values that no label has is taken. */
  static void shouldMatch(Field term, Warnings warnings) {
    for (Field expression : term.get("matchExpressions").items()) {
      named(expression.get("key"), warnings);
      for (Field value : expression.get("values").items()) {
        for (String problem : Form.LABEL_VALUE.problems(value.text())) {
          warnings.add(value, value.text() + " is invalid, " + problem);
        }
      }
    }
  }
}
