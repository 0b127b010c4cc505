package dev.trierarch.node.kubelet;

import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.SandboxState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What runs on the node, by pod; lookers that come at the same time share one look. */
final class RuntimeView {
  private final PodRuntime runtime;
  private Map<String, PodView> pods = Map.of();
  private long lookedAtNanos;
  private boolean looked;

  /** Sandboxes and containers of one pod. */
  record PodView(List<SandboxState> sandboxes, List<ContainerState> containers) {
    static final PodView NOTHING = new PodView(List.of(), List.of());
  }

  RuntimeView(PodRuntime runtime) {
    this.runtime = runtime;
  }

  /** The pod as it is now, at the earliest when this was called. */
  PodView of(String uid) {
    return fresh(System.nanoTime()).getOrDefault(uid, PodView.NOTHING);
  }

  Map<String, PodView> all() {
    return fresh(System.nanoTime());
  }

  /** What was seen last, without a look. */
  synchronized Map<String, PodView> last() {
    return pods;
  }

  private synchronized Map<String, PodView> fresh(long askedAtNanos) {
    if (!looked || lookedAtNanos - askedAtNanos < 0) {
      long now = System.nanoTime();
      pods = look();
      lookedAtNanos = now;
      looked = true;
    }
    return pods;
  }

  /**
   * Looks anew and tells the uid of each pod that is not as it was.
   *
   * @return what is there now
   */
  Map<String, PodView> tellChanges(Map<String, PodView> before, Consumer<String> changed) {
    Map<String, PodView> now = all();
    Set<String> uids = new HashSet<>(now.keySet());
    uids.addAll(before.keySet());
    for (String uid : uids) {
      if (!now.getOrDefault(uid, PodView.NOTHING)
          .equals(before.getOrDefault(uid, PodView.NOTHING))) {
        changed.accept(uid);
      }
    }
    return now;
  }

  private Map<String, PodView> look() {
    Map<String, String> uidBySandbox = new HashMap<>();
    Map<String, List<SandboxState>> sandboxes = new HashMap<>();
    for (SandboxState sandbox : runtime.sandboxes()) {
      uidBySandbox.put(sandbox.id(), sandbox.podUid());
      sandboxes.computeIfAbsent(sandbox.podUid(), uid -> new ArrayList<>()).add(sandbox);
    }
    Map<String, List<ContainerState>> containers = new HashMap<>();
    for (ContainerState container : runtime.containers()) {
      String uid = uidBySandbox.get(container.sandboxId());
      if (uid == null) {
        uid = container.labels().get(Pods.LABEL_POD_UID);
      }
      if (uid != null) {
        containers.computeIfAbsent(uid, key -> new ArrayList<>()).add(container);
      }
    }
    Set<String> uids = new HashSet<>(sandboxes.keySet());
    uids.addAll(containers.keySet());
    Map<String, PodView> views = new HashMap<>();
    for (String uid : uids) {
      views.put(
          uid,
          new PodView(
              List.copyOf(sandboxes.getOrDefault(uid, List.of())),
              List.copyOf(containers.getOrDefault(uid, List.of()))));
    }
    return Map.copyOf(views);
  }
}
