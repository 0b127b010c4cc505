package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.Semantic;
import java.util.List;

/** A pod that is not yet to be scheduled may be told more of where to go, and nothing else. */
final class GatedPodRules {

  private GatedPodRules() {}

  static void check(Field spec, Field old) {
    selector(spec.get("nodeSelector"), old.get("nodeSelector"));
    String required = "requiredDuringSchedulingIgnoredDuringExecution";
    terms(
        spec.at("affinity", "nodeAffinity", required, "nodeSelectorTerms"),
        old.at("affinity", "nodeAffinity", required, "nodeSelectorTerms"));
  }

  private static void selector(Field selector, Field old) {
    boolean kept =
        old.keys().stream().allMatch(key -> selector.key(key).isText(old.key(key).text()));
    if (!kept) {
      selector.invalid(
          "only additions to spec.nodeSelector are allowed (no mutations or deletions)");
    }
  }

  private static void terms(Field terms, Field old) {
    List<Field> former = old.items();
    List<Field> given = terms.items();
    if (former.isEmpty()) {
      return;
    }
    if (former.size() != given.size()) {
      terms.invalid("no additions/deletions to non-empty NodeSelectorTerms list are allowed");
      return;
    }
    for (int i = 0; i < former.size(); i++) {
      if (!onlyAdds(given.get(i), former.get(i))) {
        given.get(i).invalid("only additions are allowed (no mutations or deletions)");
      }
    }
  }

  private static boolean onlyAdds(Field term, Field old) {
    boolean selectedNone =
        old.get("matchExpressions").isEmpty() && old.get("matchFields").isEmpty();
    boolean selectsSome =
        !term.get("matchExpressions").isEmpty() || !term.get("matchFields").isEmpty();
    return !(selectedNone && selectsSome)
        && beginsWith(term.get("matchExpressions"), old.get("matchExpressions"))
        && beginsWith(term.get("matchFields"), old.get("matchFields"));
  }

  private static boolean beginsWith(Field list, Field old) {
    List<Field> given = list.items();
    List<Field> former = old.items();
    if (given.size() < former.size()) {
      return false;
    }
    for (int i = 0; i < former.size(); i++) {
      if (!Semantic.same(given.get(i).node(), former.get(i).node())) {
        return false;
      }
    }
    return true;
  }
}
