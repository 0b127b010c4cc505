package dev.trierarch.controller.nodelifecycle;

import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;
import java.util.Optional;

/**
 * What is to be written about a node's health.
 *
 * @param status the node with conditions that say that nothing is known of it
 * @param taints the node with the taints that its conditions call for
 * @param checkAfter when its silence has lasted too long, if it stays silent
 */
record NodeHealthPlan(Optional<Node> status, Optional<Node> taints, Optional<Duration> checkAfter) {

  boolean isEmpty() {
    return status.isEmpty() && taints.isEmpty();
  }
}
