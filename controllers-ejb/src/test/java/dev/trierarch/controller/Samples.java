package dev.trierarch.controller;

import dev.trierarch.client.model.Owners;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.time.Instant;
import java.util.Map;

/** Objects that the tests of planners start from. */
public final class Samples {

  public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  public static final Map<String, String> LABELS = Map.of("app", "web");

  private Samples() {}

  public static ReplicaSet replicaSet(String name, int replicas) {
    return new ReplicaSetBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName(name)
        .withUid("uid-" + name)
        .withGeneration(1L)
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withNewSelector()
        .withMatchLabels(LABELS)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(LABELS)
        .endMetadata()
        .endTemplate()
        .endSpec()
        .build();
  }

  /** A running, ready pod. */
  public static Pod pod(String name, HasMetadata owner) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName(name)
        .withUid("uid-" + name)
        .withLabels(LABELS)
        .withCreationTimestamp("2026-01-02T03:00:00Z")
        .withOwnerReferences(Owners.controllerReference(owner))
        .endMetadata()
        .withNewSpec()
        .withNodeName("n1")
        .endSpec()
        .withNewStatus()
        .withPhase("Running")
        .withPodIP("10.244.0.7")
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .withLastTransitionTime("2026-01-02T03:01:00Z")
        .endCondition()
        .endStatus()
        .build();
  }

  public static Pod unready(Pod pod) {
    return new PodBuilder(pod)
        .editStatus()
        .editFirstCondition()
        .withStatus("False")
        .endCondition()
        .endStatus()
        .build();
  }

  public static Pod deleting(Pod pod) {
    return new PodBuilder(pod)
        .editMetadata()
        .withDeletionTimestamp("2026-01-02T03:04:30Z")
        .endMetadata()
        .build();
  }

  public static Pod inPhase(Pod pod, String phase) {
    return new PodBuilder(pod).editStatus().withPhase(phase).endStatus().build();
  }
}
