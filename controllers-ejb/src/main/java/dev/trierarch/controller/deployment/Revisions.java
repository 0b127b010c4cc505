package dev.trierarch.controller.deployment;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** The annotations by which a Deployment counts its templates and remembers how it was scaled. */
final class Revisions {

  static final String REVISION = "deployment.kubernetes.io/revision";
  static final String HISTORY = "deployment.kubernetes.io/revision-history";
  static final String DESIRED_REPLICAS = "deployment.kubernetes.io/desired-replicas";
  static final String MAX_REPLICAS = "deployment.kubernetes.io/max-replicas";

  private static final int HISTORY_CHARACTERS_MAX = 2000;

  private static final Set<String> NOT_COPIED =
      Set.of(
          "kubectl.kubernetes.io/last-applied-configuration",
          REVISION,
          HISTORY,
          DESIRED_REPLICAS,
          MAX_REPLICAS,
          "deprecated.deployment.rollback.to");

  private Revisions() {}

  static Map<String, String> annotations(HasMetadata object) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return annotations == null ? Map.of() : annotations;
  }

  /** 0 when it has none. */
  static long revision(HasMetadata object) {
    return Long.parseLong(annotations(object).getOrDefault(REVISION, "0"));
  }

  static long newest(Collection<ReplicaSet> replicaSets) {
    return replicaSets.stream().mapToLong(Revisions::revision).max().orElse(0);
  }

  /** The Deployment's replicas when the set was last scaled; empty when it never was. */
  static OptionalInt desiredReplicas(ReplicaSet replicaSet) {
    return number(replicaSet, DESIRED_REPLICAS);
  }

  /** The Deployment's replicas and surge when the set was last scaled. */
  static OptionalInt maxReplicas(ReplicaSet replicaSet) {
    return number(replicaSet, MAX_REPLICAS);
  }

  /** The set with the Deployment's annotations, and with the revision unless it has a newer one. */
  static ReplicaSet withRevision(ReplicaSet replicaSet, Deployment deployment, long revision) {
    Map<String, String> annotations = new LinkedHashMap<>(annotations(replicaSet));
    annotations(deployment)
        .forEach(
            (name, value) -> {
              if (!NOT_COPIED.contains(name)) {
                annotations.put(name, value);
              }
            });
    String before = annotations.get(REVISION);
    if (revision(replicaSet) < revision) {
      annotations.put(REVISION, Long.toString(revision));
      if (before != null) {
        annotations.put(HISTORY, history(annotations.get(HISTORY), before));
      }
    }
    return withAnnotations(replicaSet, annotations);
  }

  /** The set with what it needs to be scaled in proportion later. */
  static ReplicaSet withScale(ReplicaSet replicaSet, int desiredReplicas, int maxReplicas) {
    Map<String, String> annotations = new LinkedHashMap<>(annotations(replicaSet));
    annotations.put(DESIRED_REPLICAS, Integer.toString(desiredReplicas));
    annotations.put(MAX_REPLICAS, Integer.toString(maxReplicas));
    return withAnnotations(replicaSet, annotations);
  }

  private static ReplicaSet withAnnotations(
      ReplicaSet replicaSet, Map<String, String> annotations) {
    return new ReplicaSetBuilder(replicaSet)
        .editMetadata()
        .withAnnotations(annotations)
        .endMetadata()
        .build();
  }

  /** {@code 1,3} and then {@code 5}: the oldest are dropped when it grows too long. */
  private static String history(String before, String revision) {
    String history = before == null || before.isEmpty() ? revision : before + "," + revision;
    while (history.length() > HISTORY_CHARACTERS_MAX && history.contains(",")) {
      history = history.substring(history.indexOf(',') + 1);
    }
    return history;
  }

  private static OptionalInt number(ReplicaSet replicaSet, String annotation) {
    String text = annotations(replicaSet).get(annotation);
    try {
      return text == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      // Somebody wrote something else there; scaling goes on as if it had never been written.
      return OptionalInt.empty();
    }
  }
}
