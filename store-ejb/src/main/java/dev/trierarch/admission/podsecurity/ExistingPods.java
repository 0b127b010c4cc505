package dev.trierarch.admission.podsecurity;

import dev.trierarch.admission.podsecurity.NamespacePolicy.Standard;
import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.Trees;
import dev.trierarch.store.StoredObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Tells who enforces a stricter level in a namespace which of its pods go beyond it already. */
final class ExistingPods {

  private static final int PODS_MAX = 3_000;

  private ExistingPods() {}

  static void warn(AdmissionRequest request) {
    if (request.operation() != Operation.UPDATE) {
      return;
    }
    Standard before = enforced(request.old());
    Standard after = enforced(request.object());
    boolean stricter = after.level().compareTo(before.level()) > 0;
    boolean otherRules =
        after.level() != SecurityLevel.PRIVILEGED && !after.version().equals(before.version());
    if (stricter || otherRules) {
      warn(request, after);
    }
  }

  private static Standard enforced(JsonNode namespace) {
    return NamespacePolicy.of(Trees.texts(Trees.at(namespace, "metadata", "labels"))).enforce();
  }

  private static void warn(AdmissionRequest request, Standard standard) {
    List<StoredObject> pods = request.image().list("pods", request.name()).toList();
    Map<String, TreeSet<String>> podsByReasons = new TreeMap<>();
    for (JsonNode pod : chosen(pods)) {
      String reasons = reasons(standard.violations(new PodView(pod)));
      if (!reasons.isEmpty()) {
        podsByReasons
            .computeIfAbsent(reasons, any -> new TreeSet<>())
            .add(Trees.text(pod, "metadata", "name"));
      }
    }
    if (pods.size() > PODS_MAX) {
      request.warn(
          "new PodSecurity enforce level only checked against the first %d of %d existing pods"
              .formatted(PODS_MAX, pods.size()));
    }
    if (!podsByReasons.isEmpty()) {
      request.warn(
          "existing pods in namespace \"%s\" violate the new PodSecurity enforce level \"%s\""
              .formatted(request.name(), standard));
    }
    podsByReasons.entrySet().stream()
        .map(entry -> text(entry.getValue()) + ": " + entry.getKey())
        .sorted()
        .forEach(request::warn);
  }

  /** If there are too many, one of each owner first: the others are like it. */
  private static List<JsonNode> chosen(List<StoredObject> pods) {
    Set<Set<String>> owners = new HashSet<>();
    Map<Boolean, List<StoredObject>> byNovelty =
        pods.stream()
            .collect(
                Collectors.partitioningBy(
                    pod -> pod.ownerUids().isEmpty() || owners.add(pod.ownerUids())));
    return Stream.concat(byNovelty.get(true).stream(), byNovelty.get(false).stream())
        .limit(PODS_MAX)
        .<JsonNode>map(StoredObject::tree)
        .toList();
  }

  private static String reasons(List<Violation> violations) {
    return violations.stream().map(Violation::reason).collect(Collectors.joining(", "));
  }

  private static String text(SortedSet<String> pods) {
    int others = pods.size() - 1;
    return switch (others) {
      case 0 -> pods.first();
      case 1 -> pods.first() + " (and 1 other pod)";
      default -> "%s (and %d other pods)".formatted(pods.first(), others);
    };
  }
}
