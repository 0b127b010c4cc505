package dev.trierarch.controller.disruption;

import dev.trierarch.client.Client;
import dev.trierarch.client.Lister;
import dev.trierarch.client.model.Numbers;
import dev.trierarch.client.model.Owners;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Optional;

/** Finds what controls a pod in the end and how many pods that is to have. */
final class ScaleFinder {

  private final Lister<ReplicaSet> replicaSets;
  private final Lister<Deployment> deployments;
  private final Lister<StatefulSet> statefulSets;
  private final Lister<ReplicationController> replicationControllers;

  ScaleFinder(Client client) {
    this.replicaSets = client.lister(ReplicaSet.class);
    this.deployments = client.lister(Deployment.class);
    this.statefulSets = client.lister(StatefulSet.class);
    this.replicationControllers = client.lister(ReplicationController.class);
  }

  /** Empty when the owner is gone or of a kind that has no scale. */
  Optional<Scale> of(String namespace, OwnerReference owner) {
    String name = owner.getName();
    return switch (owner.getKind()) {
      case "ReplicaSet" -> same(replicaSets.get(namespace, name), owner).map(this::ofReplicaSet);
      case "StatefulSet" ->
          same(statefulSets.get(namespace, name), owner)
              .map(set -> scale(set, set.getSpec().getReplicas()));
      case "ReplicationController" ->
          same(replicationControllers.get(namespace, name), owner)
              .map(controller -> scale(controller, controller.getSpec().getReplicas()));
      default -> Optional.empty();
    };
  }

  /** A ReplicaSet of a Deployment counts as that, all generations of it together. */
  private Scale ofReplicaSet(ReplicaSet set) {
    return Owners.controllerOf(set)
        .filter(owner -> owner.getKind().equals("Deployment"))
        .flatMap(
            owner ->
                same(deployments.get(set.getMetadata().getNamespace(), owner.getName()), owner))
        .map(deployment -> scale(deployment, deployment.getSpec().getReplicas()))
        .orElseGet(() -> scale(set, set.getSpec().getReplicas()));
  }

  private static Scale scale(HasMetadata owner, Integer replicas) {
    return new Scale(owner.getMetadata().getUid(), Numbers.or(replicas, 1));
  }

  private static <T extends HasMetadata> Optional<T> same(Optional<T> found, OwnerReference owner) {
    return found.filter(object -> object.getMetadata().getUid().equals(owner.getUid()));
  }
}
