package dev.trierarch.controller.tainteviction;

import static dev.trierarch.controller.runtime.Triggers.onChangeOf;
import static dev.trierarch.controller.runtime.Triggers.onTransitionOf;

import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.Lister;
import dev.trierarch.client.model.Pods;
import dev.trierarch.client.model.Times;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Disruptions;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Sightings;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoredObject;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Taint;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Has pods leave nodes whose NoExecute taints they do not tolerate, or not any longer. */
@Dependent
public class TaintEvictionController implements Controller {

  private final Client client;
  private final Store store;
  private final InstantSource clock;
  private final Lister<Pod> pods;
  private final Lister<Node> nodes;
  private final Sightings tainted = new Sightings();

  @Inject
  public TaintEvictionController(ClientFactory clients, Store store, InstantSource clock) {
    this.client = clients.forComponent(name());
    this.store = store;
    this.clock = clock;
    this.pods = client.lister(Pod.class);
    this.nodes = client.lister(Node.class);
  }

  @Override
  public final String name() {
    return "taint-eviction-controller";
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(onChangeOf(Pod.class), onTransitionOf(Node.class, this::podsOfTainted));
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    Optional<Pod> found =
        pods.get(key).filter(pod -> Pods.isAssigned(pod) && !Pods.isDeleting(pod));
    List<Taint> taints = found.map(this::taintsAround).orElse(List.of());
    if (taints.isEmpty()) {
      tainted.forget(key);
      return Outcome.settled();
    }
    Pod pod = found.get();
    Instant now = clock.instant();
    Optional<Instant> due =
        EvictionPlanner.evictAt(pod, taints, tainted.since(key, "tainted", now));
    if (due.isEmpty() || due.get().isAfter(now)) {
      return Outcome.checkAgain(due.map(time -> Times.until(time, now)));
    }
    evict(pod, now);
    return Outcome.settled();
  }

  private void evict(Pod pod, Instant now) {
    client.event(
        pod, "Normal", "TaintManagerEviction", "Marking for deletion Pod " + Pods.shown(pod));
    Disruptions.mark(
        client,
        pod,
        "DeletionByTaintManager",
        "Taint manager: deleting due to NoExecute taint",
        now);
    client.delete(pod);
  }

  private List<Taint> taintsAround(Pod pod) {
    return nodes
        .get("", Pods.nodeName(pod))
        .map(TaintEvictionController::evicting)
        .orElse(List.of());
  }

  private static List<Taint> evicting(Node node) {
    return node == null || node.getSpec() == null
        ? List.of()
        : node.getSpec().getTaints().stream()
            .filter(taint -> "NoExecute".equals(taint.getEffect()))
            .toList();
  }

  private List<ObjectKey> podsOfTainted(Node before, Node after) {
    return evicting(before).equals(evicting(after))
        ? List.of()
        : store.image().podsOnNode(after.getMetadata().getName()).stream()
            .map(StoredObject::key)
            .toList();
  }
}
