package dev.trierarch.client.model;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.Map;

/** Whether labels fit a selector. */
public final class Labels {

  private Labels() {}

  /** As upstream: a null selector matches nothing, an empty one everything. */
  public static boolean matches(LabelSelector selector, Map<String, String> labels) {
    if (selector == null) {
      return false;
    }
    Map<String, String> present = labels == null ? Map.of() : labels;
    return hasAll(selector.getMatchLabels(), present)
        && selector.getMatchExpressions().stream()
            .allMatch(requirement -> meets(requirement, present));
  }

  /** Whether each of the wanted labels is there with its value; nothing wanted matches. */
  public static boolean hasAll(Map<String, String> wanted, Map<String, String> labels) {
    return wanted == null
        || wanted.entrySet().stream()
            .allMatch(want -> want.getValue().equals(labels.get(want.getKey())));
  }

  /** Whether a selector says nothing, which matches everything. */
  public static boolean isEmpty(LabelSelector selector) {
    return selector != null
        && (selector.getMatchLabels() == null || selector.getMatchLabels().isEmpty())
        && selector.getMatchExpressions().isEmpty();
  }

  private static boolean meets(LabelSelectorRequirement requirement, Map<String, String> labels) {
    String value = labels.get(requirement.getKey());
    return switch (requirement.getOperator()) {
      case "In" -> value != null && requirement.getValues().contains(value);
      case "NotIn" -> value == null || !requirement.getValues().contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> false;
    };
  }
}
