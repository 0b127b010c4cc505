package dev.trierarch.admission;

import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.Trees;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.StoredObject;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives a pod what its runtime class costs besides its containers; the class must exist. */
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
      addOverhead(request, spec, overhead(request, name));
    }
  }

  private static JsonNode overhead(AdmissionRequest request, String name) {
    StoredObject found =
        request
            .image()
            .get(new ObjectKey(RESOURCE, "", name))
            .orElseThrow(() -> rejected(request, "RuntimeClass \"" + name + "\" not found"));
    return found.tree().path("overhead").path("podFixed");
  }

  private static void addOverhead(AdmissionRequest request, ObjectNode spec, JsonNode overhead) {
    if (spec.has("overhead") && !spec.get("overhead").equals(overhead)) {
      throw rejected(request, "Pod's Overhead doesn't match RuntimeClass's defined Overhead");
    }
    if (!overhead.isMissingNode()) {
      spec.set("overhead", overhead.deepCopy());
    }
  }

  private static RuntimeException rejected(AdmissionRequest request, String problem) {
    return ApiErrors.forbidden(request.type(), request.name(), "pod rejected: " + problem);
  }
}
