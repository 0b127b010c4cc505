package dev.trierarch.client.model;

import dev.trierarch.registry.LabelSelectors;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.Map;

/** Whether labels fit a selector. */
public final class Labels {

  private Labels() {}

  /** As upstream: a null selector matches nothing, an empty one everything. */
  public static boolean matches(LabelSelector selector, Map<String, String> labels) {
    return LabelSelectors.of(selector).matches(labels == null ? Map.of() : labels);
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
}
