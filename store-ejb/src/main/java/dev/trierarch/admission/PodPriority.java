package dev.trierarch.admission;

import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.Trees;
import dev.trierarch.store.Image;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import java.util.Comparator;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns a pod's priority class into its priority, and keeps to one default class. */
final class PodPriority implements AdmissionPlugin {

  private static final String RESOURCE = "priorityclasses.scheduling.k8s.io";
  private static final String DEFAULT_PREEMPTION = "PreemptLowerPriority";

  @Override
  public void mutate(AdmissionRequest request) {
    if (request.isFor("pods") && request.operation() == Operation.CREATE) {
      resolve(request);
    } else if (request.isFor("pods") && request.operation() == Operation.UPDATE) {
      keep(request);
    }
  }

  @Override
  public void validate(AdmissionRequest request) {
    if (request.isFor(RESOURCE)
        && request.operation() != Operation.DELETE
        && request.object().path("globalDefault").asBoolean(false)) {
      defaultClass(request.image())
          .map(other -> other.getMetadata().getName())
          .filter(other -> !other.equals(request.name()))
          .ifPresent(other -> refuse(request, other));
    }
  }

  private static void refuse(AdmissionRequest request, String other) {
    throw ApiErrors.forbidden(
        request.type(),
        request.name(),
        "PriorityClass " + other + " is already marked as default. Only one default can exist");
  }

  /** An update that leaves the priority out does not change it. */
  private static void keep(AdmissionRequest request) {
    ObjectNode spec = Trees.child(request.object(), "spec");
    JsonNode old = request.old().path("spec");
    for (String field : new String[] {"priority", "preemptionPolicy"}) {
      if (!spec.has(field)) {
        Trees.copyField(old, spec, field);
      }
    }
  }

  private static void resolve(AdmissionRequest request) {
    ObjectNode spec = Trees.child(request.object(), "spec");
    String name = Trees.text(spec, "priorityClassName");
    Optional<PriorityClass> found =
        name.isEmpty() ? defaultClass(request.image()) : byName(request, name);
    int priority = found.map(PriorityClass::getValue).orElse(0);
    String preemption = found.map(PriorityClass::getPreemptionPolicy).orElse(DEFAULT_PREEMPTION);
    if (spec.has("priority") && spec.path("priority").asInt(0) != priority) {
      throw ApiErrors.forbidden(
          request.type(),
          request.name(),
          "the integer value of priority (%d) must not be provided in pod spec; priority admission controller computed %d from the given PriorityClass name"
              .formatted(spec.path("priority").asInt(0), priority));
    }
    found.ifPresent(c -> spec.put("priorityClassName", c.getMetadata().getName()));
    spec.put("priority", priority);
    if (!spec.has("preemptionPolicy")) {
      spec.put("preemptionPolicy", preemption);
    }
  }

  private static Optional<PriorityClass> byName(AdmissionRequest request, String name) {
    Optional<PriorityClass> found =
        request
            .image()
            .get(new ObjectKey(RESOURCE, "", name))
            .map(stored -> stored.as(PriorityClass.class));
    if (found.isEmpty()) {
      throw ApiErrors.forbidden(
          request.type(), request.name(), "no PriorityClass with name " + name + " was found");
    }
    return found;
  }

  private static Optional<PriorityClass> defaultClass(Image image) {
    return image
        .list(RESOURCE)
        .map(stored -> stored.as(PriorityClass.class))
        .filter(c -> Boolean.TRUE.equals(c.getGlobalDefault()))
        .min(Comparator.comparing(PriorityClass::getValue));
  }
}
