package dev.trierarch.scheduler.framework;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All nodes with their pods at one moment, as the plugins see them. Immutable. */
public final class ClusterSnapshot {

  private final Map<String, NodeState> nodesByName;
  private final Map<String, Map<String, String>> labelsByNamespace;

  private ClusterSnapshot(
      Map<String, NodeState> nodesByName, Map<String, Map<String, String>> labelsByNamespace) {
    this.nodesByName = nodesByName;
    this.labelsByNamespace = labelsByNamespace;
  }

  public static ClusterSnapshot of(
      Collection<NodeState> nodes, Map<String, Map<String, String>> labelsByNamespace) {
    Map<String, NodeState> nodesByName = new TreeMap<>();
    nodes.forEach(node -> nodesByName.put(node.name(), node));
    return new ClusterSnapshot(nodesByName, Map.copyOf(labelsByNamespace));
  }

  /** In the order of their names. */
  public List<NodeState> nodes() {
    return new ArrayList<>(nodesByName.values());
  }

  public Stream<NodeState> stream() {
    return nodesByName.values().stream();
  }

  public Optional<NodeState> node(String name) {
    return Optional.ofNullable(nodesByName.get(name));
  }

  public int size() {
    return nodesByName.size();
  }

  /** The same with another state of one node. */
  public ClusterSnapshot with(NodeState node) {
    Map<String, NodeState> changed = new TreeMap<>(nodesByName);
    changed.put(node.name(), node);
    return new ClusterSnapshot(changed, labelsByNamespace);
  }

  public Map<String, String> namespaceLabels(String namespace) {
    return labelsByNamespace.getOrDefault(namespace, Map.of());
  }
}
