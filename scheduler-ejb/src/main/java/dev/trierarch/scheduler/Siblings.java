package dev.trierarch.scheduler;

import dev.trierarch.client.Client;
import dev.trierarch.client.Lister;
import dev.trierarch.client.model.Labels;
import dev.trierarch.client.model.Owners;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the selectors of the Services and the controller that a pod belongs to. */
final class Siblings {

  private final Lister<Service> services;
  private final Lister<ReplicaSet> replicaSets;
  private final Lister<StatefulSet> statefulSets;
  private final Lister<ReplicationController> replicationControllers;

  Siblings(Client client) {
    this.services = client.lister(Service.class);
    this.replicaSets = client.lister(ReplicaSet.class);
    this.statefulSets = client.lister(StatefulSet.class);
    this.replicationControllers = client.lister(ReplicationController.class);
  }

  List<LabelSelector> of(Pod pod) {
    String namespace = pod.getMetadata().getNamespace();
    List<LabelSelector> selectors = new ArrayList<>();
    for (Service service : services.list(namespace)) {
      var selector = service.getSpec().getSelector();
      if (selector != null
          && !selector.isEmpty()
          && pod.getMetadata().getLabels() != null
          && Labels.hasAll(selector, pod.getMetadata().getLabels())) {
        selectors.add(new LabelSelectorBuilder().withMatchLabels(selector).build());
      }
    }
    Owners.controllerOf(pod)
        .flatMap(owner -> selectorOf(namespace, owner))
        .ifPresent(selectors::add);
    return selectors;
  }

  private Optional<LabelSelector> selectorOf(String namespace, OwnerReference owner) {
    return switch (owner.getKind()) {
      case "ReplicaSet" ->
          replicaSets.get(namespace, owner.getName()).map(set -> set.getSpec().getSelector());
      case "StatefulSet" ->
          statefulSets.get(namespace, owner.getName()).map(set -> set.getSpec().getSelector());
      case "ReplicationController" ->
          replicationControllers
              .get(namespace, owner.getName())
              .map(
                  controller ->
                      new LabelSelectorBuilder()
                          .withMatchLabels(controller.getSpec().getSelector())
                          .build());
      default -> Optional.empty();
    };
  }
}
