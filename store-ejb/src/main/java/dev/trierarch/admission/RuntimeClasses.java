package dev.trierarch.admission;

import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.Trees;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.StoredObject;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives a pod what its runtime class costs besides its containers, and the nodes that have it; the
 * class must exist.
 */
final class RuntimeClasses implements AdmissionPlugin {

  private static final String RESOURCE = "runtimeclasses.node.k8s.io";

  @Override
  public void mutate(AdmissionRequest request) {
    if (!request.isFor("pods") || request.operation() != Operation.CREATE) {
      return;
    }
    ObjectNode spec = Trees.child(request.object(), "spec");
    String name = Trees.text(spec, "runtimeClassName");
    if (!name.isEmpty()) {
      JsonNode runtimeClass = find(request, name);
      addOverhead(request, spec, runtimeClass.path("overhead").path("podFixed"));
      selectNodes(request, spec, runtimeClass.path("scheduling").path("nodeSelector"));
      tolerate(spec, runtimeClass.path("scheduling").path("tolerations"));
    }
  }

  private static JsonNode find(AdmissionRequest request, String name) {
    return request
        .image()
        .get(new ObjectKey(RESOURCE, "", name))
        .map(StoredObject::tree)
        .orElseThrow(() -> rejected(request, "RuntimeClass \"" + name + "\" not found"));
  }

  private static void addOverhead(AdmissionRequest request, ObjectNode spec, JsonNode overhead) {
    if (spec.has("overhead") && !spec.get("overhead").equals(overhead)) {
      throw rejected(request, "Pod's Overhead doesn't match RuntimeClass's defined Overhead");
    }
    if (!overhead.isMissingNode()) {
      spec.set("overhead", overhead.deepCopy());
    }
  }

  private static void selectNodes(AdmissionRequest request, ObjectNode spec, JsonNode ofClass) {
    for (Map.Entry<String, JsonNode> label : ofClass.properties()) {
      ObjectNode selector = Trees.child(spec, "nodeSelector");
      JsonNode asked = selector.path(label.getKey());
      if (!asked.isMissingNode() && !asked.equals(label.getValue())) {
        throw ApiErrors.forbidden(
            request.type(),
            request.name(),
            "conflict: runtimeClass.scheduling.nodeSelector[%1$s] = %2$s;"
                    .formatted(label.getKey(), label.getValue().asString())
                + " pod.spec.nodeSelector[%1$s] = %2$s"
                    .formatted(label.getKey(), asked.asString()));
      }
      selector.set(label.getKey(), label.getValue());
    }
  }

  private static void tolerate(ObjectNode spec, JsonNode ofClass) {
    for (JsonNode toleration : ofClass) {
      ArrayNode there = spec.withArrayProperty("tolerations");
      if (there.valueStream().noneMatch(toleration::equals)) {
        there.add(toleration);
      }
    }
  }

  private static RuntimeException rejected(AdmissionRequest request, String problem) {
    return ApiErrors.forbidden(request.type(), request.name(), "pod rejected: " + problem);
  }
}
