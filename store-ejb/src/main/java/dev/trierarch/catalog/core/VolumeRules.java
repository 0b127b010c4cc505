package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import java.util.ArrayList;
import java.util.List;

/** Validates a pod's volumes: named once, each from exactly one source. */
final class VolumeRules {

  private static final int MODE_MAX = 0777;

  private VolumeRules() {}

  /** Returns the volumes' names. */
  static List<String> check(Field volumes) {
    List<String> names = new ArrayList<>();
    for (Field volume : volumes.items()) {
      Field name = volume.get("name").required().dnsLabel();
      if (!name.isEmpty() && names.contains(name.text())) {
        name.duplicate();
      }
      names.add(name.text());
      source(volume);
    }
    return names;
  }

  private static void source(Field volume) {
    List<String> sources = volume.keys().stream().filter(key -> !key.equals("name")).toList();
    if (sources.isEmpty()) {
      volume.missing("must specify a volume type");
    }
    sources.stream()
        .skip(1)
        .forEach(more -> volume.get(more).forbidden("may not specify more than 1 volume type"));
    requiredParts(volume);
    for (String kind : List.of("secret", "configMap", "downwardAPI", "projected")) {
      mode(volume.at(kind, "defaultMode"));
      items(volume.at(kind, "items"));
    }
    for (Field source : volume.at("projected", "sources").items()) {
      source.keys().forEach(kind -> items(source.at(kind, "items")));
      if (source.get("serviceAccountToken").isPresent()) {
        source.at("serviceAccountToken", "path").required();
      }
    }
  }

  private static void requiredParts(Field volume) {
    require(volume, "hostPath", "path");
    require(volume, "secret", "secretName");
    require(volume, "configMap", "name");
    require(volume, "persistentVolumeClaim", "claimName");
    require(volume, "nfs", "server");
    require(volume, "nfs", "path");
    require(volume, "csi", "driver");
    require(volume, "ephemeral", "volumeClaimTemplate");
    volume
        .at("hostPath", "type")
        .oneOf(
            "BlockDevice",
            "CharDevice",
            "Directory",
            "DirectoryOrCreate",
            "File",
            "FileOrCreate",
            "Socket");
    volume.at("emptyDir", "sizeLimit").quantity();
  }

  private static void require(Field volume, String source, String field) {
    if (volume.get(source).isPresent()) {
      volume.at(source, field).required();
    }
  }

  private static void items(Field items) {
    for (Field item : items.items()) {
      if (!item.get("fieldRef").isPresent() && !item.get("resourceFieldRef").isPresent()) {
        item.get("key").required();
      }
      ContainerRules.relativePath(item.get("path").required());
      mode(item.get("mode"));
    }
  }

  private static void mode(Field mode) {
    if (mode.isPresent() && (mode.number() < 0 || mode.number() > MODE_MAX)) {
      mode.invalid("must be a number between 0 and 0777 (octal), both inclusive");
    }
  }
}
