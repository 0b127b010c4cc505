package dev.trierarch.controller.nodelifecycle;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import java.util.Optional;

/** The conditions of a node. */
public final class NodeConditions {

  public static final String READY = "Ready";

  private NodeConditions() {}

  public static Optional<NodeCondition> get(Node node, String type) {
    return node.getStatus() == null
        ? Optional.empty()
        : node.getStatus().getConditions().stream()
            .filter(condition -> condition.getType().equals(type))
            .findFirst();
  }

  /** True, False or Unknown; empty when the node does not say. */
  public static String status(Node node, String type) {
    return get(node, type).map(NodeCondition::getStatus).orElse("");
  }

  public static boolean isReady(Node node) {
    return status(node, READY).equals("True");
  }
}
