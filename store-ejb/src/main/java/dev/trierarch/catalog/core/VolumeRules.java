package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import java.util.List;

/** Validates a pod's volumes: named once, each from exactly one source. */
final class VolumeRules {

  private VolumeRules() {}

  /** Returns the volumes' names. */
  static List<String> check(Field volumes) {
    volumes.uniqueBy("name");
    volumes.items().forEach(VolumeRules::source);
    return volumes.items().stream().map(volume -> volume.get("name").text()).toList();
  }

  private static void source(Field volume) {
    List<String> sources = volume.keys().stream().filter(key -> !key.equals("name")).toList();
    if (sources.isEmpty()) {
      volume.missing("must specify a volume type");
    }
    sources.stream()
        .skip(1)
        .forEach(more -> volume.get(more).forbidden("may not specify more than 1 volume type"));
  }
}
