package dev.trierarch.admission.podsecurity;

import dev.trierarch.admission.AdmissionPlugin;
import dev.trierarch.admission.podsecurity.NamespacePolicy.Standard;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.Trees;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.Namespace;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Holds pods to what their namespace's labels allow, and warns of templates that go beyond it. */
public final class PodSecurity implements AdmissionPlugin {

  /** Where the kinds that make pods keep their template. */
  private static final Map<String, List<String>> TEMPLATES =
      Map.of(
          "podtemplates", List.of("template"),
          "replicationcontrollers", List.of("spec", "template"),
          "replicasets.apps", List.of("spec", "template"),
          "deployments.apps", List.of("spec", "template"),
          "statefulsets.apps", List.of("spec", "template"),
          "daemonsets.apps", List.of("spec", "template"),
          "jobs.batch", List.of("spec", "template"),
          "cronjobs.batch", List.of("spec", "jobTemplate", "spec", "template"));

  @Override
  public void validate(AdmissionRequest request) {
    if (request.operation() == Operation.DELETE) {
      return;
    }
    String resource = request.type().groupResource();
    if (request.isFor("namespaces")) {
      checkLabels(request);
      ExistingPods.warn(request);
    } else if (isPodToJudge(request)) {
      judge(request, new PodView(request.object()));
    } else if (TEMPLATES.containsKey(resource) && request.subresource().isEmpty()) {
      JsonNode template = request.object();
      for (String step : TEMPLATES.get(resource)) {
        template = template.path(step);
      }
      warn(request, policy(request), new PodView(template));
    }
  }

  private static void checkLabels(AdmissionRequest request) {
    Map<String, String> labels = Trees.texts(Trees.at(request.object(), "metadata", "labels"));
    boolean unchanged =
        request.old() != null
            && labels.equals(Trees.texts(Trees.at(request.old(), "metadata", "labels")));
    FieldErrors errors = new FieldErrors();
    NamespacePolicy.check(labels, errors);
    if (!unchanged && !errors.isEmpty()) {
      throw ApiErrors.invalid(request.type(), request.name(), errors);
    }
  }

  /** Of what may change in a pod, only images and ephemeral containers matter. */
  private static boolean isPodToJudge(AdmissionRequest request) {
    if (request.isFor("pods", "ephemeralcontainers")) {
      return true;
    }
    return request.isFor("pods")
        && (request.operation() == Operation.CREATE
            || !images(request.object()).equals(images(request.old())));
  }

  private static List<String> images(JsonNode pod) {
    return new PodView(pod)
        .containers().stream().map(container -> Trees.text(container, "image")).toList();
  }

  private static NamespacePolicy policy(AdmissionRequest request) {
    return request
        .image()
        .get(new ObjectKey("namespaces", "", request.namespace()))
        .map(stored -> stored.as(Namespace.class).getMetadata().getLabels())
        .map(NamespacePolicy::of)
        .orElseGet(() -> NamespacePolicy.of(Map.of()));
  }

  private static void judge(AdmissionRequest request, PodView pod) {
    NamespacePolicy policy = policy(request);
    List<Violation> violations = policy.enforce().violations(pod);
    if (!violations.isEmpty()) {
      throw ApiErrors.forbidden(
          request.type(),
          request.name(),
          "violates PodSecurity \"%s\": %s".formatted(policy.enforce(), text(violations)));
    }
    warn(request, policy, pod);
  }

  private static void warn(AdmissionRequest request, NamespacePolicy policy, PodView pod) {
    Standard standard = policy.warn();
    List<Violation> violations = standard.violations(pod);
    if (!violations.isEmpty()) {
      request.warn("would violate PodSecurity \"%s\": %s".formatted(standard, text(violations)));
    }
  }

  private static String text(List<Violation> violations) {
    return violations.stream().map(Violation::text).collect(Collectors.joining(", "));
  }
}
