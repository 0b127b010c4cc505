package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Defaults;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What a volume of a pod is when its writer does not say. */
final class VolumeDefaults {

  /** rw-r--r-- as JSON has it, in decimal. */
  private static final int FILE_MODE = 0644;

  private static final int TOKEN_EXPIRATION_SECONDS = 3600;

  private VolumeDefaults() {}

  static void set(ObjectNode volume) {
    if (volume.size() == 1 && volume.has("name")) {
      volume.putObject("emptyDir");
    }
    for (String source : List.of("secret", "configMap", "downwardAPI", "projected")) {
      Defaults.find(volume, source)
          .ifPresent(found -> Defaults.number(found, "defaultMode", FILE_MODE));
    }
    Defaults.find(volume, "downwardAPI").ifPresent(VolumeDefaults::downwardApi);
    Defaults.find(volume, "projected")
        .ifPresent(found -> Defaults.each(found, "sources").forEach(VolumeDefaults::projection));
    Defaults.find(volume, "hostPath").ifPresent(found -> Defaults.text(found, "type", ""));
    Defaults.find(volume, "iscsi")
        .ifPresent(found -> Defaults.text(found, "iscsiInterface", "default"));
    Defaults.find(volume, "image")
        .ifPresent(
            found ->
                Defaults.text(
                    found,
                    "pullPolicy",
                    ContainerDefaults.pullPolicy(found.path("reference").asString(""))));
    Defaults.find(volume, "ephemeral", "volumeClaimTemplate", "spec")
        .ifPresent(claim -> Defaults.text(claim, "volumeMode", "Filesystem"));
  }

  private static void projection(ObjectNode source) {
    Defaults.find(source, "serviceAccountToken")
        .ifPresent(token -> Defaults.number(token, "expirationSeconds", TOKEN_EXPIRATION_SECONDS));
    Defaults.find(source, "downwardAPI").ifPresent(VolumeDefaults::downwardApi);
  }

  private static void downwardApi(ObjectNode source) {
    for (ObjectNode item : Defaults.each(source, "items")) {
      Defaults.find(item, "fieldRef")
          .ifPresent(reference -> Defaults.text(reference, "apiVersion", "v1"));
    }
  }
}
