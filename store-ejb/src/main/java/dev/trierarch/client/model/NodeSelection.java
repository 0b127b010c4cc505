package dev.trierarch.client.model;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Map;

/** Which nodes a pod asks for by its node selector and node affinity. */
public final class NodeSelection {

  private NodeSelection() {}

  /** Whether a node meets all that the pod requires of it. */
  public static boolean matches(PodSpec spec, Node node) {
    return Labels.hasAll(spec.getNodeSelector(), labels(node))
        && matchesRequired(spec.getAffinity(), node);
  }

  /** Whether a node meets one term: all of its expressions. An empty term matches nothing. */
  public static boolean matches(NodeSelectorTerm term, Node node) {
    if (term.getMatchExpressions().isEmpty() && term.getMatchFields().isEmpty()) {
      return false;
    }
    Map<String, String> fields = Map.of("metadata.name", node.getMetadata().getName());
    return meetsAll(term.getMatchExpressions(), labels(node))
        && meetsAll(term.getMatchFields(), fields);
  }

  /** A node's labels, never null. */
  public static Map<String, String> labels(Node node) {
    Map<String, String> labels = node.getMetadata().getLabels();
    return labels == null ? Map.of() : labels;
  }

  private static boolean matchesRequired(Affinity affinity, Node node) {
    if (affinity == null || affinity.getNodeAffinity() == null) {
      return true;
    }
    NodeSelector required =
        affinity.getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution();
    return required == null
        || required.getNodeSelectorTerms().stream().anyMatch(term -> matches(term, node));
  }

  private static boolean meetsAll(
      List<NodeSelectorRequirement> requirements, Map<String, String> values) {
    return requirements.stream()
        .allMatch(requirement -> meets(requirement, values.get(requirement.getKey())));
  }

  private static boolean meets(NodeSelectorRequirement requirement, String value) {
    return switch (requirement.getOperator()) {
      case "In" -> value != null && requirement.getValues().contains(value);
      case "NotIn" -> value == null || !requirement.getValues().contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      case "Gt" -> compares(value, requirement.getValues(), 1);
      case "Lt" -> compares(value, requirement.getValues(), -1);
      default -> false;
    };
  }

  /** Values that are no whole numbers match nothing. */
  private static boolean compares(String value, List<String> bounds, int sign) {
    if (value == null || bounds.size() != 1) {
      return false;
    }
    try {
      return Long.compare(Long.parseLong(value), Long.parseLong(bounds.get(0))) == sign;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
