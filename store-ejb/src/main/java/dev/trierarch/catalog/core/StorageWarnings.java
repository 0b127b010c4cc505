package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.Warnings;

/** Warns of what a volume or a claim says in an old way. */
final class StorageWarnings {

  private static final String CLASS = "volume.beta.kubernetes.io/storage-class";
  private static final String MOUNT_OPTIONS = "volume.beta.kubernetes.io/mount-options";

  private StorageWarnings() {}

  static void volume(Field volume, Warnings warnings) {
    annotation(
        volume,
        CLASS,
        "deprecated since v1.8; use \"storageClassName\" attribute instead",
        warnings);
    annotation(
        volume,
        MOUNT_OPTIONS,
        "deprecated since v1.31; use \"mountOptions\" attribute instead",
        warnings);
    Field spec = volume.get("spec");
    if (spec.get("persistentVolumeReclaimPolicy").isText("Recycle")) {
      warnings.add(
          spec.get("persistentVolumeReclaimPolicy"),
          "The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use"
              + " dynamic provisioning.");
    }
    for (Field term : spec.at("nodeAffinity", "required", "nodeSelectorTerms").items()) {
      NodeLabelWarnings.mustMatch(term, warnings);
    }
    VolumeWarnings.removed(spec, warnings);
  }

  static void claim(Field claim, Warnings warnings) {
    annotation(
        claim,
        CLASS,
        "deprecated since v1.8; use \"storageClassName\" attribute instead",
        warnings);
    VolumeWarnings.claim(claim.get("spec"), warnings);
  }

  private static void annotation(Field object, String key, String text, Warnings warnings) {
    Field annotations = object.at("metadata", "annotations");
    if (annotations.keys().contains(key)) {
      warnings.add(annotations.key(key), text);
    }
  }
}
