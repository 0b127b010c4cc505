package dev.trierarch.scheduler;

import dev.trierarch.client.Client;
import dev.trierarch.client.Lister;
import dev.trierarch.client.model.Pods;
import dev.trierarch.scheduler.framework.ClusterSnapshot;
import dev.trierarch.scheduler.framework.NodeState;
import dev.trierarch.store.Store;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Keeps the states of the nodes up to date for the next snapshot. Told only the names of nodes on
 * which something changed, it reads what is true of them when a snapshot is wanted.
 *
 * <p>{@link #nodeChanged} may be called by any thread, {@link #snapshot} by the scheduling one.
 */
final class ClusterView {

  private final Store store;
  private final Lister<Node> nodes;
  private final Lister<Namespace> namespaces;
  private final Map<String, NodeState> statesByName = new TreeMap<>();
  private final Set<String> changed = new HashSet<>();

  ClusterView(Store store, Client client) {
    this.store = store;
    this.nodes = client.lister(Node.class);
    this.namespaces = client.lister(Namespace.class);
  }

  void nodeChanged(String name) {
    if (!name.isEmpty()) {
      synchronized (changed) {
        changed.add(name);
      }
    }
  }

  ClusterSnapshot snapshot() {
    for (String name : takeChanged()) {
      Optional<Node> node = nodes.get("", name);
      if (node.isPresent()) {
        statesByName.put(name, NodeState.of(node.get(), podsOn(name)));
      } else {
        statesByName.remove(name);
      }
    }
    return ClusterSnapshot.of(statesByName.values(), namespaceLabels());
  }

  /** Counts a pod as being on a node before its row says so. */
  void assume(Pod pod, String nodeName) {
    statesByName.computeIfPresent(nodeName, (name, state) -> state.with(pod));
  }

  private Set<String> takeChanged() {
    synchronized (changed) {
      Set<String> taken = Set.copyOf(changed);
      changed.clear();
      return taken;
    }
  }

  private List<Pod> podsOn(String nodeName) {
    return store.image().podsOnNode(nodeName).stream()
        .map(object -> object.as(Pod.class))
        .filter(pod -> !Pods.isFinished(pod))
        .toList();
  }

  private Map<String, Map<String, String>> namespaceLabels() {
    Map<String, Map<String, String>> labels = new HashMap<>();
    for (Namespace namespace : namespaces.list()) {
      Map<String, String> own = namespace.getMetadata().getLabels();
      labels.put(namespace.getMetadata().getName(), own == null ? Map.of() : own);
    }
    return labels;
  }
}
