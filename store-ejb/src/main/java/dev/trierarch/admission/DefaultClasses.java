package dev.trierarch.admission;

import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.Trees;
import dev.trierarch.store.StoredObject;
import java.util.Comparator;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives claims and ingresses that name no class the cluster's default one. */
final class DefaultClasses implements AdmissionPlugin {

  private static final String INGRESSES = "ingresses.networking.k8s.io";
  private static final Comparator<JsonNode> NEWEST_THEN_FIRST =
      Comparator.comparing((JsonNode c) -> Trees.text(c, "metadata", "creationTimestamp"))
          .thenComparing(c -> Trees.text(c, "metadata", "name"), Comparator.reverseOrder());
  private static final String OLD_INGRESS_ANNOTATION = "kubernetes.io/ingress.class";

  @Override
  public void mutate(AdmissionRequest request) {
    if (request.operation() != Operation.CREATE) {
      return;
    }
    if (request.isFor("persistentvolumeclaims")
        && ClaimClass.ofAnnotation(request.object()).isEmpty()) {
      fill(
          request,
          "storageClassName",
          "storageclasses.storage.k8s.io",
          "storageclass.kubernetes.io/is-default-class");
    } else if (request.isFor(INGRESSES) && !hasOldAnnotation(request.object())) {
      fill(
          request,
          "ingressClassName",
          "ingressclasses.networking.k8s.io",
          "ingressclass.kubernetes.io/is-default-class");
    }
  }

  private static boolean hasOldAnnotation(JsonNode ingress) {
    return Trees.at(ingress, "metadata", "annotations").has(OLD_INGRESS_ANNOTATION);
  }

  private static void fill(
      AdmissionRequest request, String field, String classes, String annotation) {
    ObjectNode spec = Trees.child(request.object(), "spec");
    if (!spec.has(field)) {
      defaultOf(request, classes, annotation).ifPresent(name -> spec.put(field, name));
    }
  }

  /** The newest of those marked as default, of several the first by name, as upstream chooses. */
  private static Optional<String> defaultOf(
      AdmissionRequest request, String classes, String annotation) {
    return request
        .image()
        .list(classes)
        .map(StoredObject::tree)
        .filter(
            c ->
                Trees.at(c, "metadata", "annotations").path(annotation).asString("").equals("true"))
        .max(NEWEST_THEN_FIRST)
        .map(c -> Trees.text(c, "metadata", "name"));
  }
}
