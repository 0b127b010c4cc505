package dev.trierarch.controller.nodelifecycle;

import static dev.trierarch.controller.runtime.Triggers.onChangeOf;
import static dev.trierarch.controller.runtime.Triggers.resourceOf;

import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.Lister;
import dev.trierarch.client.model.Pods;
import dev.trierarch.client.model.Times;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Sightings;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.settings.Settings;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Notices nodes that fall silent, and taints nodes by what their conditions say. */
@Dependent
public class NodeLifecycleController implements Controller {

  private static final String LEASES = "kube-node-lease";

  private final Client client;
  private final Store store;
  private final InstantSource clock;
  private final Duration grace;
  private final Lister<Node> nodes;
  private final Lister<Lease> leases;
  private final Sightings signsOfLife = new Sightings();

  @Inject
  public NodeLifecycleController(
      ClientFactory clients, Store store, Settings settings, InstantSource clock) {
    this.client = clients.forComponent(name());
    this.store = store;
    this.clock = clock;
    this.grace = settings.nodeMonitorGracePeriod();
    this.nodes = client.lister(Node.class);
    this.leases = client.lister(Lease.class);
  }

  @Override
  public final String name() {
    return "node-lifecycle-controller";
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(onChangeOf(Node.class), new Trigger(resourceOf(Lease.class), this::nodeOfLease));
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    Optional<Node> found = nodes.get(key);
    if (found.isEmpty()) {
      signsOfLife.forget(key);
      return Outcome.settled();
    }
    Node node = found.get();
    Instant now = clock.instant();
    Instant lastHeard = signsOfLife.since(key, signOfLife(node), now);
    NodeHealthPlan plan = NodeHealthPlanner.plan(node, lastHeard, grace, now);
    plan.status().ifPresent(changed -> writeStatus(node, changed));
    plan.taints().ifPresent(wanted -> writeTaints(wanted, now));
    if (!NodeConditions.isReady(plan.status().orElse(node))) {
      podsReadyOn(node).forEach(pod -> markUnready(pod, now));
    }
    return Outcome.checkAgain(plan.checkAfter());
  }

  /** Whatever changes when the node lives: its lease, or the heartbeat in its status. */
  private List<String> signOfLife(Node node) {
    String renewed =
        leases
            .get(LEASES, node.getMetadata().getName())
            .map(lease -> String.valueOf(lease.getSpec().getRenewTime()))
            .orElse("");
    String heartbeat =
        NodeConditions.get(node, NodeConditions.READY)
            .map(NodeCondition::getLastHeartbeatTime)
            .orElse("");
    return List.of(renewed, String.valueOf(heartbeat));
  }

  private void writeStatus(Node node, Node changed) {
    boolean wasReady = NodeConditions.isReady(node);
    client.updateStatus(changed);
    if (wasReady) {
      client.event(
          node,
          "Normal",
          "NodeNotReady",
          "Node " + node.getMetadata().getName() + " status is now: NodeNotReady");
    }
  }

  /** The status may just have been written: the taints go onto what is there now. */
  private void writeTaints(Node wanted, Instant now) {
    client.modify(
        Node.class,
        null,
        wanted.getMetadata().getName(),
        current -> NodeHealthPlanner.tainted(current, now));
  }

  private List<Pod> podsReadyOn(Node node) {
    return store.image().podsOnNode(node.getMetadata().getName()).stream()
        .map(object -> object.as(Pod.class))
        .filter(Pods::isReady)
        .toList();
  }

  /** Nobody may be sent to a pod of which nothing is known. */
  private void markUnready(Pod pod, Instant now) {
    client.modifyStatus(
        Pod.class,
        pod.getMetadata().getNamespace(),
        pod.getMetadata().getName(),
        current ->
            new PodBuilder(current)
                .editStatus()
                .withConditions(
                    current.getStatus().getConditions().stream()
                        .map(condition -> unready(condition, now))
                        .toList())
                .endStatus()
                .build());
  }

  private static PodCondition unready(PodCondition condition, Instant now) {
    return condition.getType().equals("Ready") && condition.getStatus().equals("True")
        ? new PodConditionBuilder(condition)
            .withStatus("False")
            .withLastTransitionTime(Times.seconds(now))
            .build()
        : condition;
  }

  private List<ObjectKey> nodeOfLease(Revision row) {
    return row.key().namespace().equals(LEASES)
        ? List.of(nodes.keyOf("", row.key().name()))
        : List.of();
  }
}
