package dev.trierarch.admission;

import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.Trees;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;

/** Keeps storage from going while it is used: a controller takes the finalizer away. */
final class StorageProtection implements AdmissionPlugin {

  private static final Map<String, String> FINALIZERS =
      Map.of(
          "persistentvolumeclaims", "kubernetes.io/pvc-protection",
          "persistentvolumes", "kubernetes.io/pv-protection",
          "volumeattributesclasses.storage.k8s.io", "kubernetes.io/vac-protection");

  @Override
  public void mutate(AdmissionRequest request) {
    String finalizer = FINALIZERS.get(request.type().groupResource());
    if (finalizer != null
        && request.subresource().isEmpty()
        && request.operation() == Operation.CREATE) {
      ArrayNode finalizers = Trees.metadata(request.object()).withArrayProperty("finalizers");
      if (finalizers.valueStream().noneMatch(each -> each.asString("").equals(finalizer))) {
        finalizers.add(finalizer);
      }
    }
  }
}
