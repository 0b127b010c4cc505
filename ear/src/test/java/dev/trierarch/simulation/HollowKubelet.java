package dev.trierarch.simulation;

import dev.trierarch.client.Client;
import dev.trierarch.client.Lister;
import dev.trierarch.client.model.Pods;
import dev.trierarch.client.model.Times;
import dev.trierarch.registry.ApiException;
import dev.trierarch.store.Store;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A node that pretends: pods that are bound to it become ready one by one, and go when told to. */
final class HollowKubelet {

  private static final String LEASES = "kube-node-lease";
  private static final Duration LEASE_RENEWAL = Duration.ofSeconds(10);

  private final String name;
  private final Store store;
  private final Client client;
  private final InstantSource clock;
  private Instant renewed = Instant.EPOCH;
  private boolean dead;

  HollowKubelet(String name, Store store, Client client, InstantSource clock) {
    this.name = name;
    this.store = store;
    this.client = client;
    this.clock = clock;
  }

  void die() {
    dead = true;
  }

  void revive() {
    dead = false;
  }

  boolean isDead() {
    return dead;
  }

  String name() {
    return name;
  }

  /** Does one thing that is due; false when there is none. */
  boolean step() {
    try {
      return !dead && (beat() || movePod());
    } catch (ApiException e) {
      return false; // Like a real one it tries again later.
    }
  }

  private boolean beat() {
    if (renewed.plus(LEASE_RENEWAL).isAfter(clock.instant())) {
      return false;
    }
    register();
    Lister<Lease> leases = client.lister(Lease.class);
    if (leases.get(LEASES, name).isEmpty()) {
      client.create(lease());
    } else {
      client.modify(Lease.class, LEASES, name, lease -> renewed(lease));
    }
    renewed = clock.instant();
    return true;
  }

  private void register() {
    if (client.lister(Node.class).get("", name).isEmpty()) {
      client.create(
          new NodeBuilder()
              .withNewMetadata()
              .withName(name)
              .withLabels(Map.of("kubernetes.io/hostname", name))
              .endMetadata()
              .withNewSpec()
              .endSpec()
              .build());
    }
    if (!isReady()) {
      client.modifyStatus(
          Node.class,
          null,
          name,
          node ->
              new NodeBuilder(node)
                  .editOrNewStatus()
                  .withCapacity(resources())
                  .withAllocatable(resources())
                  .withConditions(ready())
                  .endStatus()
                  .build());
    }
  }

  private boolean isReady() {
    return client
        .lister(Node.class)
        .get("", name)
        .filter(node -> node.getStatus() != null)
        .filter(
            node ->
                node.getStatus().getConditions().stream()
                    .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True")))
        .isPresent();
  }

  private NodeCondition ready() {
    NodeCondition condition = new NodeCondition();
    condition.setType("Ready");
    condition.setStatus("True");
    condition.setReason("KubeletReady");
    condition.setLastHeartbeatTime(Times.seconds(clock.instant()));
    condition.setLastTransitionTime(Times.seconds(clock.instant()));
    return condition;
  }

  private static Map<String, Quantity> resources() {
    return Map.of(
        "cpu", new Quantity("4"), "memory", new Quantity("8Gi"), "pods", new Quantity("110"));
  }

  private Lease lease() {
    return renewed(
        new LeaseBuilder()
            .withNewMetadata()
            .withNamespace(LEASES)
            .withName(name)
            .endMetadata()
            .withNewSpec()
            .withHolderIdentity(name)
            .withLeaseDurationSeconds(40)
            .endSpec()
            .build());
  }

  private Lease renewed(Lease lease) {
    return new LeaseBuilder(lease)
        .editSpec()
        .withRenewTime(clock.instant().atZone(ZoneOffset.UTC))
        .endSpec()
        .build();
  }

  private boolean movePod() {
    List<Pod> pods =
        store.image().podsOnNode(name).stream().map(object -> object.as(Pod.class)).toList();
    for (Pod pod : pods) {
      if (Pods.isDeleting(pod)) {
        client.deleteNow(pod);
        return true;
      }
      if (!Pods.isReady(pod) && !Pods.isFinished(pod)) {
        client.modifyStatus(
            Pod.class,
            pod.getMetadata().getNamespace(),
            pod.getMetadata().getName(),
            this::running);
        return true;
      }
    }
    return false;
  }

  private Pod running(Pod pod) {
    String now = Times.seconds(clock.instant());
    return new PodBuilder(pod)
        .editOrNewStatus()
        .withPhase("Running")
        .withPodIP("10.244.0." + (Math.floorMod(pod.getMetadata().getUid().hashCode(), 250) + 1))
        .withStartTime(now)
        .removeMatchingFromConditions(condition -> condition.getType().equals("Ready"))
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .withLastTransitionTime(now)
        .endCondition()
        .endStatus()
        .build();
  }
}
