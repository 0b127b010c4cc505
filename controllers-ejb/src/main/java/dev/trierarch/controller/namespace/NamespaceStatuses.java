package dev.trierarch.controller.namespace;

import dev.trierarch.client.model.Times;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NamespaceCondition;
import io.fabric8.kubernetes.api.model.NamespaceConditionBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says on a namespace that is being deleted what still stands in the way. Pure. */
final class NamespaceStatuses {

  private NamespaceStatuses() {}

  static Namespace terminating(
      Namespace namespace,
      Map<String, Integer> remaining,
      Map<String, Integer> finalizers,
      Instant now) {
    return new NamespaceBuilder(namespace)
        .editOrNewStatus()
        .withPhase("Terminating")
        .withConditions(
            List.of(
                fine(
                    namespace,
                    "NamespaceDeletionDiscoveryFailure",
                    "ResourcesDiscovered",
                    "All resources successfully discovered",
                    now),
                fine(
                    namespace,
                    "NamespaceDeletionGroupVersionParsingFailure",
                    "ParsedGroupVersions",
                    "All legacy kube types successfully parsed",
                    now),
                fine(
                    namespace,
                    "NamespaceDeletionContentFailure",
                    "ContentDeleted",
                    "All content successfully deleted, may be waiting on finalization",
                    now),
                remaining.isEmpty()
                    ? fine(
                        namespace,
                        "NamespaceContentRemaining",
                        "ContentRemoved",
                        "All content successfully removed",
                        now)
                    : blocked(
                        namespace,
                        "NamespaceContentRemaining",
                        "SomeResourcesRemain",
                        "Some resources are remaining: "
                            + counted(remaining, " has ", " resource instances"),
                        now),
                finalizers.isEmpty()
                    ? fine(
                        namespace,
                        "NamespaceFinalizersRemaining",
                        "ContentHasNoFinalizers",
                        "All content-preserving finalizers finished",
                        now)
                    : blocked(
                        namespace,
                        "NamespaceFinalizersRemaining",
                        "SomeFinalizersRemain",
                        "Some content in the namespace has finalizers remaining: "
                            + counted(finalizers, " in ", " resource instances"),
                        now)))
        .endStatus()
        .build();
  }

  private static String counted(Map<String, Integer> counts, String verb, String unit) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + verb + entry.getValue() + unit)
        .collect(Collectors.joining(", "));
  }

  private static NamespaceCondition fine(
      Namespace namespace, String type, String reason, String message, Instant now) {
    return condition(namespace, type, "False", reason, message, now);
  }

  private static NamespaceCondition blocked(
      Namespace namespace, String type, String reason, String message, Instant now) {
    return condition(namespace, type, "True", reason, message, now);
  }

  private static NamespaceCondition condition(
      Namespace namespace, String type, String status, String reason, String message, Instant now) {
    Optional<NamespaceCondition> before =
        namespace.getStatus() == null
            ? Optional.empty()
            : namespace.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .filter(condition -> condition.getStatus().equals(status))
                .findFirst();
    return new NamespaceConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage(message)
        .withLastTransitionTime(
            before.map(NamespaceCondition::getLastTransitionTime).orElse(Times.seconds(now)))
        .build();
  }
}
