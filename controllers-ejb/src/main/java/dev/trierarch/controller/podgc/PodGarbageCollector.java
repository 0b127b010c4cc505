package dev.trierarch.controller.podgc;

import static dev.trierarch.controller.runtime.Triggers.onChangeOf;

import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.Lister;
import dev.trierarch.client.model.Pods;
import dev.trierarch.client.model.Times;
import dev.trierarch.controller.podgc.PodGarbagePlanner.Garbage;
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
import io.fabric8.kubernetes.api.model.PodBuilder;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Removes pods that nobody looks after: of vanished nodes, never scheduled, long finished. */
@Dependent
public class PodGarbageCollector implements Controller {

  static final int FINISHED_PODS_MAX = 12_500;

  /** A node that has just vanished may be registered again. */
  static final Duration NODE_QUARANTINE = Duration.ofSeconds(40);

  /** Not a pod's name: the finished pods all together. */
  private static final ObjectKey FINISHED = new ObjectKey("pods", "", "");

  private final Client client;
  private final Store store;
  private final InstantSource clock;
  private final Lister<Pod> pods;
  private final Lister<Node> nodes;
  private final Sightings orphaned = new Sightings();

  @Inject
  public PodGarbageCollector(ClientFactory clients, Store store, InstantSource clock) {
    this.client = clients.forComponent(name());
    this.store = store;
    this.clock = clock;
    this.pods = client.lister(Pod.class);
    this.nodes = client.lister(Node.class);
  }

  @Override
  public final String name() {
    return "pod-garbage-collector";
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(
        onChangeOf(Pod.class, this::podAndFinished), onChangeOf(Node.class, this::podsOf));
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    if (key.equals(FINISHED)) {
      PodGarbagePlanner.tooMany(pods.list(), FINISHED_PODS_MAX).forEach(client::deleteNow);
      return Outcome.settled();
    }
    Optional<Pod> pod = pods.get(key);
    Optional<Garbage> garbage =
        pod.flatMap(found -> PodGarbagePlanner.garbage(found, nodes.get("", Pods.nodeName(found))));
    if (garbage.isEmpty()) {
      orphaned.forget(key);
      return Outcome.settled();
    }
    return collect(key, pod.get(), garbage.get());
  }

  private Outcome collect(ObjectKey key, Pod pod, Garbage garbage) {
    Instant now = clock.instant();
    if (garbage == Garbage.ORPHANED) {
      Instant end = orphaned.since(key, Pods.nodeName(pod), now).plus(NODE_QUARANTINE);
      if (end.isAfter(now)) {
        return Outcome.checkAgain(Times.until(end, now));
      }
      Disruptions.mark(client, pod, "DeletionByPodGC", "PodGC: node no longer exists", now);
    }
    if (garbage != Garbage.UNSCHEDULED_TERMINATING && !Pods.isFinished(pod)) {
      fail(pod);
    }
    client.deleteNow(pod);
    orphaned.forget(key);
    return Outcome.settled();
  }

  private void fail(Pod pod) {
    client.modifyStatus(
        Pod.class,
        pod.getMetadata().getNamespace(),
        pod.getMetadata().getName(),
        current ->
            new PodBuilder(current).editOrNewStatus().withPhase("Failed").endStatus().build());
  }

  private List<ObjectKey> podAndFinished(Pod pod) {
    ObjectKey key = pods.keyOf(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
    return Pods.isFinished(pod) ? List.of(key, FINISHED) : List.of(key);
  }

  private List<ObjectKey> podsOf(Node node) {
    Stream<StoredObject> onNode = store.image().podsOnNode(node.getMetadata().getName()).stream();
    return onNode.map(StoredObject::key).toList();
  }
}
