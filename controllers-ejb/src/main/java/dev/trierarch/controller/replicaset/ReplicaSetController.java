package dev.trierarch.controller.replicaset;

import static dev.trierarch.controller.runtime.Triggers.onChangeOf;
import static dev.trierarch.controller.runtime.Triggers.onChangeOfOwned;

import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.Lister;
import dev.trierarch.client.model.Labels;
import dev.trierarch.client.model.Owners;
import dev.trierarch.controller.claim.Claimer;
import dev.trierarch.controller.claim.PodTemplates;
import dev.trierarch.controller.replicaset.ReplicaSetPlanner.Failure;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Refusals;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.registry.ApiException;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the number of active pods of each ReplicaSet equal to its replicas.
 *
 * <p>Upstream remembers what it expects its informers to show before it counts again. Nothing of
 * the kind is needed here: a write is visible to every reader before it is acknowledged, so what
 * this controller has created or deleted is in what it reads next. Nor does it create pods in
 * growing batches: each write is answered before the next is sent, and the first refusal ends the
 * round.
 */
@Dependent
public class ReplicaSetController implements Controller {

  private final Client client;
  private final InstantSource clock;
  private final Lister<ReplicaSet> replicaSets;
  private final Lister<Pod> pods;
  private final Claimer<Pod> claimer;

  @Inject
  public ReplicaSetController(ClientFactory clients, InstantSource clock) {
    this.client = clients.forComponent(name());
    this.clock = clock;
    this.replicaSets = client.lister(ReplicaSet.class);
    this.pods = client.lister(Pod.class);
    this.claimer =
        new Claimer<>(
            client,
            Pod.class,
            (pod, metadata) -> new PodBuilder(pod).withMetadata(metadata).build());
  }

  @Override
  public final String name() {
    return "replicaset-controller";
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(
        onChangeOf(ReplicaSet.class),
        onChangeOfOwned(Pod.class, ReplicaSet.class),
        onChangeOf(Pod.class, this::thatMayAdopt));
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    Optional<ReplicaSet> found = replicaSets.get(key);
    if (found.isEmpty()) {
      return Outcome.settled();
    }
    ReplicaSet replicaSet = found.get();
    List<Pod> claimed = claimer.claim(replicaSet, replicaSet.getSpec().getSelector());
    Instant now = clock.instant();
    Optional<ApiException> refused = act(replicaSet, claimed, now);
    List<Pod> after = Owners.controlledBy(replicaSet, pods.ownedBy(replicaSet));
    writeStatus(replicaSet, after, refused.map(e -> failure(replicaSet, after, e)), now);
    if (refused.isPresent()) {
      throw refused.get();
    }
    return Outcome.checkAgain(ReplicaSetPlanner.nextAvailable(replicaSet, after, now));
  }

  /** Creates and deletes what the plan says; the first refusal ends it. */
  private Optional<ApiException> act(ReplicaSet replicaSet, List<Pod> claimed, Instant now) {
    ReplicaSetPlan plan =
        ReplicaSetPlanner.plan(replicaSet, claimed, podsOfSiblings(replicaSet), now);
    try {
      for (int i = 0; i < plan.podsToCreate(); i++) {
        create(replicaSet);
      }
      for (Pod pod : plan.podsToDelete()) {
        delete(replicaSet, pod);
      }
      return Optional.empty();
    } catch (ApiException e) {
      return Refusals.isNamespaceTerminating(e) ? Optional.empty() : Optional.of(e);
    }
  }

  private void create(ReplicaSet replicaSet) {
    try {
      Pod created =
          client.create(PodTemplates.podOf(replicaSet, replicaSet.getSpec().getTemplate()));
      client.event(
          replicaSet,
          "Normal",
          "SuccessfulCreate",
          "Created pod: " + created.getMetadata().getName());
    } catch (ApiException e) {
      if (Refusals.isNamespaceTerminating(e)) {
        throw e;
      }
      client.event(replicaSet, "Warning", "FailedCreate", "Error creating: " + e.getMessage());
      throw e;
    }
  }

  private void delete(ReplicaSet replicaSet, Pod pod) {
    try {
      client.delete(pod);
      client.event(
          replicaSet, "Normal", "SuccessfulDelete", "Deleted pod: " + pod.getMetadata().getName());
    } catch (ApiException e) {
      client.event(replicaSet, "Warning", "FailedDelete", "Error deleting: " + e.getMessage());
      throw e;
    }
  }

  private static Failure failure(ReplicaSet replicaSet, List<Pod> pods, ApiException refused) {
    boolean creating = !ReplicaSetPlanner.hasEnough(replicaSet, pods);
    return new Failure(creating ? "FailedCreate" : "FailedDelete", refused.getMessage());
  }

  private void writeStatus(
      ReplicaSet replicaSet, List<Pod> pods, Optional<Failure> failure, Instant now) {
    ReplicaSetStatus status = ReplicaSetPlanner.status(replicaSet, pods, failure, now);
    if (!status.equals(replicaSet.getStatus())) {
      client.updateStatus(new ReplicaSetBuilder(replicaSet).withStatus(status).build());
    }
  }

  /** The pods of every ReplicaSet that has the same owner as this one. */
  private List<Pod> podsOfSiblings(ReplicaSet replicaSet) {
    return Owners.controllerOf(replicaSet)
        .map(
            owner ->
                replicaSets.list(replicaSet.getMetadata().getNamespace()).stream()
                    .filter(
                        sibling ->
                            Owners.controllerOf(sibling)
                                .filter(other -> other.getUid().equals(owner.getUid()))
                                .isPresent())
                    .flatMap(sibling -> pods.ownedBy(sibling).stream())
                    .toList())
        .orElseGet(() -> pods.ownedBy(replicaSet));
  }

  /** The sets whose selector fits a pod that nobody controls. */
  private List<ObjectKey> thatMayAdopt(Pod pod) {
    if (Owners.controllerOf(pod).isPresent()) {
      return List.of();
    }
    return replicaSets.list(pod.getMetadata().getNamespace()).stream()
        .filter(set -> Labels.matches(set.getSpec().getSelector(), pod.getMetadata().getLabels()))
        .map(
            set -> replicaSets.keyOf(set.getMetadata().getNamespace(), set.getMetadata().getName()))
        .toList();
  }
}
