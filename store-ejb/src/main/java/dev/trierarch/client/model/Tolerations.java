package dev.trierarch.client.model;

import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Which taints of a node a pod puts up with. */
public final class Tolerations {

  private Tolerations() {}

  /** The first taint with one of the effects that none of the tolerations fits. */
  public static Optional<Taint> firstUntolerated(
      List<Toleration> tolerations, List<Taint> taints, Set<String> effects) {
    return taints.stream()
        .filter(taint -> effects.contains(taint.getEffect()))
        .filter(taint -> !tolerates(tolerations, taint))
        .findFirst();
  }

  public static boolean tolerates(List<Toleration> tolerations, Taint taint) {
    return tolerations.stream().anyMatch(toleration -> tolerates(toleration, taint));
  }

  /** An absent effect or key fits any; an absent operator is Equal. */
  public static boolean tolerates(Toleration toleration, Taint taint) {
    return (isAbsent(toleration.getEffect()) || toleration.getEffect().equals(taint.getEffect()))
        && (isAbsent(toleration.getKey()) || toleration.getKey().equals(taint.getKey()))
        && valueFits(toleration, taint);
  }

  private static boolean valueFits(Toleration toleration, Taint taint) {
    if ("Exists".equals(toleration.getOperator())) {
      return true;
    }
    return (isAbsent(toleration.getOperator()) || toleration.getOperator().equals("Equal"))
        && text(toleration.getValue()).equals(text(taint.getValue()));
  }

  private static boolean isAbsent(String text) {
    return text == null || text.isEmpty();
  }

  private static String text(String value) {
    return Objects.requireNonNullElse(value, "");
  }
}
