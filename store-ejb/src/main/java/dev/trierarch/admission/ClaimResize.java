package dev.trierarch.admission;

import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.Trees;
import dev.trierarch.schema.Quantities;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** Lets a claim ask for more only where its storage class says that its volumes can grow. */
final class ClaimResize implements AdmissionPlugin {

  private static final String CLASSES = "storageclasses.storage.k8s.io";

  @Override
  public void validate(AdmissionRequest request) {
    if (!request.isFor("persistentvolumeclaims")
        || request.operation() != Operation.UPDATE
        || size(request.object()).compareTo(size(request.old())) <= 0) {
      return;
    }
    if (!Trees.text(request.old(), "status", "phase").equals("Bound")) {
      throw refusal(request, "Only bound persistent volume claims can be expanded");
    }
    if (!mayGrow(request)) {
      throw refusal(
          request,
          "only dynamically provisioned pvc can be resized and the storageclass that provisions the"
              + " pvc must support resize");
    }
  }

  private static BigDecimal size(JsonNode claim) {
    String asked = Trees.text(claim, "spec", "resources", "requests", "storage");
    return Quantities.amount(asked).orElse(BigDecimal.ZERO);
  }

  private static boolean mayGrow(AdmissionRequest request) {
    String name = ClaimClass.of(request.object());
    return !name.isEmpty()
        && name.equals(ClaimClass.of(request.old()))
        && request
            .image()
            .get(new ObjectKey(CLASSES, "", name))
            .map(stored -> stored.as(StorageClass.class).getAllowVolumeExpansion())
            .orElse(false);
  }

  private static RuntimeException refusal(AdmissionRequest request, String problem) {
    return ApiErrors.forbidden(request.type(), request.name(), problem);
  }
}
