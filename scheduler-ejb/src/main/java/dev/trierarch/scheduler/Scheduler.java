package dev.trierarch.scheduler;

import dev.trierarch.client.Causes;
import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.Lister;
import dev.trierarch.client.model.Pods;
import dev.trierarch.scheduler.framework.ClusterEvent;
import dev.trierarch.scheduler.framework.ClusterSnapshot;
import dev.trierarch.scheduler.framework.FilterPlugin;
import dev.trierarch.scheduler.framework.PendingPod;
import dev.trierarch.store.Change.Operation;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Gives every pod that has none a node.
 *
 * <p>{@link #onRow} may be called by any thread; {@link #scheduleOne} by one at a time.
 */
public final class Scheduler {

  private static final Logger LOG = Logger.getLogger(Scheduler.class.getName());
  private static final Set<String> RESOURCES = Set.of("pods", "nodes", "namespaces");

  private final Profile profile;
  private final Client client;
  private final Lister<Pod> pods;
  private final Lister<PodDisruptionBudget> budgets;
  private final SchedulingQueue queue;
  private final SchedulingCycle cycle;
  private final ClusterView view;
  private final Siblings siblings;
  private final Binder binder;
  private final Map<String, String> nominatedNodeByPod = new ConcurrentHashMap<>();

  public Scheduler(
      Store store, ClientFactory clients, InstantSource clock, RandomGenerator random) {
    this.profile = Profile.standard();
    this.client = clients.forComponent(profile.schedulerName());
    this.pods = client.lister(Pod.class);
    this.budgets = client.lister(PodDisruptionBudget.class);
    this.queue = new SchedulingQueue(clock, eventsByPlugin(profile));
    this.cycle = new SchedulingCycle(profile, random);
    this.view = new ClusterView(store, client);
    this.siblings = new Siblings(client);
    this.binder = new Binder(client, clock);
  }

  /** The resources whose rows it wants to hear of. */
  public Set<String> resources() {
    return RESOURCES;
  }

  /** Takes from a row which pods wait and what may help them. */
  public void onRow(Revision row) {
    if (row.key().resource().equals("nodes")) {
      view.nodeChanged(row.key().name());
    } else if (row.key().resource().equals("pods")) {
      onPodRow(row);
    }
    for (ClusterEvent event : RowEvents.of(row)) {
      queue.onEvent(event);
    }
  }

  /** Tries the next pod; false when none waits. */
  public boolean scheduleOne() {
    Optional<QueuedPod> next = queue.take();
    next.ifPresent(queued -> Causes.during(queued.cause(), () -> tryPod(queued)));
    return next.isPresent();
  }

  public boolean hasWork() {
    return queue.hasWork();
  }

  /** When the next waiting pod is tried again by itself. */
  public Optional<Instant> nextDue() {
    return queue.nextDue();
  }

  private void onPodRow(Revision row) {
    Pod pod = row.object().as(Pod.class);
    view.nodeChanged(Pods.nodeName(pod));
    if (!wantsNode(pod) || row.operation() == Operation.DELETE) {
      queue.forget(row.key());
      nominatedNodeByPod.remove(pod.getMetadata().getUid());
      return;
    }
    if (row.previous() == null || isChanged(row.previous().as(Pod.class), pod)) {
      queue.add(row.key(), PendingPod.priorityOf(pod), row.number());
    }
  }

  private boolean wantsNode(Pod pod) {
    return Pods.isActive(pod)
        && !Pods.isAssigned(pod)
        && profile.schedulerName().equals(pod.getSpec().getSchedulerName())
        && pod.getSpec().getSchedulingGates().isEmpty();
  }

  /** A status that the scheduler itself has written is no reason to try again. */
  private static boolean isChanged(Pod before, Pod after) {
    return !before.getSpec().equals(after.getSpec())
        || !String.valueOf(before.getMetadata().getLabels())
            .equals(String.valueOf(after.getMetadata().getLabels()));
  }

  private void tryPod(QueuedPod queued) {
    Optional<Pod> found = pods.get(queued.key()).filter(this::wantsNode);
    if (found.isEmpty()) {
      queue.forget(queued.key());
      return;
    }
    try {
      schedule(queued, found.get());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, queued.key() + " could not be scheduled; it is tried again", e);
      view.nodeChanged(Pods.nodeName(found.get()));
      queue.failed(queued);
    }
  }

  private void schedule(QueuedPod queued, Pod pod) {
    PendingPod pending = PendingPod.of(pod, siblings.of(pod));
    ClusterSnapshot cluster = view.snapshot();
    Placement placement = cycle.place(pending, cluster, nominated(pending));
    if (placement.nodeName().isPresent()) {
      bind(queued, pod, placement.nodeName().get());
    } else {
      makeRoom(queued, pending, cluster, placement);
    }
  }

  private void bind(QueuedPod queued, Pod pod, String nodeName) {
    view.assume(pod, nodeName);
    try {
      binder.bind(pod, nodeName);
      queue.forget(queued.key());
    } finally {
      // Whatever became of it: the next snapshot reads what is true of that node.
      view.nodeChanged(nodeName);
    }
  }

  /** Has less important pods leave when that helps, and says why the pod waits. */
  private void makeRoom(
      QueuedPod queued, PendingPod pending, ClusterSnapshot cluster, Placement placement) {
    Pod pod = pending.pod();
    Preemption.Result room =
        new Preemption(cycle, cluster, budgets.list()).find(pending, placement);
    room.nodeName()
        .ifPresent(
            node -> {
              nominatedNodeByPod.put(pod.getMetadata().getUid(), node);
              room.victims().forEach(victim -> binder.evict(victim, pod, node));
            });
    String suffix = room.message().isEmpty() ? "" : " preemption: " + room.message();
    binder.waits(pod, placement.message() + suffix, room.nodeName());
    queue.refused(queued, placement.refusingPlugins());
  }

  /** The other pods that were promised room and are at least as important, by their nodes. */
  private Map<String, List<Pod>> nominated(PendingPod pending) {
    if (nominatedNodeByPod.isEmpty()) {
      return Map.of();
    }
    Map<String, List<Pod>> byNode = new HashMap<>();
    for (Pod pod : pods.list()) {
      String node = nominatedNodeByPod.get(pod.getMetadata().getUid());
      boolean isOther = !pod.getMetadata().getUid().equals(pending.pod().getMetadata().getUid());
      if (node != null && isOther && PendingPod.priorityOf(pod) >= pending.priority()) {
        byNode.computeIfAbsent(node, name -> new ArrayList<>()).add(pod);
      }
    }
    return byNode;
  }

  private static Map<String, Set<ClusterEvent>> eventsByPlugin(Profile profile) {
    return profile.filters().stream()
        .collect(Collectors.toMap(FilterPlugin::name, FilterPlugin::wokenBy));
  }
}
