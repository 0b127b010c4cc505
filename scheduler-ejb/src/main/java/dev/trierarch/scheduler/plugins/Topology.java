package dev.trierarch.scheduler.plugins;

import dev.trierarch.scheduler.framework.NodeState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Numbers by topology domain: a label of nodes and its value, e.g. zone and {@code a}. */
final class Topology {

  /** One domain: all nodes with this value of this label. */
  record Domain(String key, String value) {}

  private final Map<Domain, Long> numbers = new HashMap<>();

  /** The domain that a node is in; empty when it has no such label. */
  static Optional<Domain> domainOf(NodeState node, String key) {
    return Optional.ofNullable(node.labels().get(key)).map(value -> new Domain(key, value));
  }

  void add(NodeState node, String key, long number) {
    domainOf(node, key).ifPresent(domain -> numbers.merge(domain, number, Long::sum));
  }

  /** 0 for a node outside all domains. */
  long get(NodeState node, String key) {
    return domainOf(node, key).map(domain -> numbers.getOrDefault(domain, 0L)).orElse(0L);
  }

  Map<Domain, Long> numbers() {
    return numbers;
  }

  boolean isEmpty() {
    return numbers.isEmpty();
  }
}
