package dev.trierarch.admission;

import dev.trierarch.registry.Trees;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The storage class that a claim names: by the annotation of old, else by its field. Pure. */
final class ClaimClass {

  private static final String ANNOTATION = "volume.beta.kubernetes.io/storage-class";

  private ClaimClass() {}

  /** Empty when the claim names none. */
  static String of(JsonNode claim) {
    return ofAnnotation(claim).orElseGet(() -> Trees.text(claim, "spec", "storageClassName"));
  }

  static Optional<String> ofAnnotation(JsonNode claim) {
    JsonNode annotation = Trees.at(claim, "metadata", "annotations").path(ANNOTATION);
    return annotation.isString() ? Optional.of(annotation.stringValue()) : Optional.empty();
  }
}
