package dev.trierarch.controller.deployment;

import static dev.trierarch.controller.runtime.Triggers.onChangeOf;
import static dev.trierarch.controller.runtime.Triggers.onChangeOfOwned;

import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.Lister;
import dev.trierarch.client.model.Labels;
import dev.trierarch.client.model.Numbers;
import dev.trierarch.client.model.Owners;
import dev.trierarch.controller.claim.Claimer;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Refusals;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.registry.ApiException;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Brings the pods of each Deployment to its template, one ReplicaSet a template. */
@Dependent
public class DeploymentController implements Controller {

  private final Client client;
  private final InstantSource clock;
  private final Lister<Deployment> deployments;
  private final Lister<ReplicaSet> replicaSets;
  private final Lister<Pod> pods;
  private final Claimer<ReplicaSet> claimer;

  @Inject
  public DeploymentController(ClientFactory clients, InstantSource clock) {
    this.client = clients.forComponent(name());
    this.clock = clock;
    this.deployments = client.lister(Deployment.class);
    this.replicaSets = client.lister(ReplicaSet.class);
    this.pods = client.lister(Pod.class);
    this.claimer =
        new Claimer<>(
            client,
            ReplicaSet.class,
            (set, metadata) -> new ReplicaSetBuilder(set).withMetadata(metadata).build());
  }

  @Override
  public final String name() {
    return "deployment-controller";
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(
        onChangeOf(Deployment.class),
        onChangeOfOwned(ReplicaSet.class, Deployment.class),
        onChangeOf(ReplicaSet.class, this::thatMayAdopt),
        onChangeOf(Pod.class, this::recreatedOf));
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    Optional<Deployment> found = deployments.get(key);
    if (found.isEmpty()) {
      return Outcome.settled();
    }
    Deployment deployment = found.get();
    warnOfEmptySelector(deployment);
    List<ReplicaSet> sets = claimer.claim(deployment, deployment.getSpec().getSelector());
    List<Pod> podsOfSets = sets.stream().flatMap(set -> pods.ownedBy(set).stream()).toList();
    DeploymentPlan plan = DeploymentPlanner.plan(deployment, sets, podsOfSets, clock.instant());
    if (plan.setToCreate().isPresent() && !create(deployment, plan.setToCreate().get())) {
      return Outcome.settled();
    }
    plan.setsToUpdate().forEach(client::update);
    plan.scalings()
        .forEach(message -> client.event(deployment, "Normal", "ScalingReplicaSet", message));
    plan.setsToDelete().forEach(client::delete);
    plan.statusUpdate().ifPresent(client::updateStatus);
    return Outcome.checkAgain(plan.checkAfter());
  }

  /** Whether the set is there now; if not, a row of this Deployment brings the next try. */
  private boolean create(Deployment deployment, ReplicaSet set) {
    try {
      client.create(set);
      return true;
    } catch (ApiException e) {
      if (Refusals.isAlreadyThere(e)) {
        countCollision(deployment);
        return false;
      }
      if (Refusals.isNamespaceTerminating(e)) {
        return false;
      }
      String name = set.getMetadata().getName();
      Deployment refused =
          DeploymentPlanner.refused(deployment, name, e.getMessage(), clock.instant());
      if (!refused.equals(deployment)) {
        client.updateStatus(refused);
      }
      client.event(
          deployment,
          "Warning",
          "ReplicaSetCreateError",
          "Failed to create new replica set \"" + name + "\": " + e.getMessage());
      throw e;
    }
  }

  /** Somebody else's set has the name that the template gives: the next hash is another. */
  private void countCollision(Deployment deployment) {
    int collisions = Numbers.orZero(DeploymentStatuses.statusOf(deployment).getCollisionCount());
    client.updateStatus(
        new DeploymentBuilder(deployment)
            .withStatus(
                new DeploymentStatusBuilder(DeploymentStatuses.statusOf(deployment))
                    .withCollisionCount(collisions + 1)
                    .build())
            .build());
  }

  private void warnOfEmptySelector(Deployment deployment) {
    if (Labels.isEmpty(deployment.getSpec().getSelector())) {
      client.event(
          deployment,
          "Warning",
          "SelectingAll",
          "This deployment is selecting all pods. A non-empty selector is required.");
    }
  }

  private List<ObjectKey> thatMayAdopt(ReplicaSet set) {
    if (Owners.controllerOf(set).isPresent()) {
      return List.of();
    }
    return deployments.list(set.getMetadata().getNamespace()).stream()
        .filter(
            deployment ->
                Labels.matches(deployment.getSpec().getSelector(), set.getMetadata().getLabels()))
        .map(this::keyOf)
        .toList();
  }

  /** A Deployment that recreates waits for the last of its old pods to go. */
  private List<ObjectKey> recreatedOf(Pod pod) {
    return Owners.controllerOf(pod)
        .filter(owner -> owner.getKind().equals("ReplicaSet"))
        .flatMap(owner -> replicaSets.get(pod.getMetadata().getNamespace(), owner.getName()))
        .flatMap(Owners::controllerOf)
        .flatMap(owner -> deployments.get(pod.getMetadata().getNamespace(), owner.getName()))
        .filter(RollingLimits::isRecreate)
        .map(this::keyOf)
        .stream()
        .toList();
  }

  private ObjectKey keyOf(Deployment deployment) {
    return deployments.keyOf(
        deployment.getMetadata().getNamespace(), deployment.getMetadata().getName());
  }
}
