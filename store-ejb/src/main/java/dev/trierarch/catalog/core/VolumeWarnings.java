package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.Warnings;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Warns of volumes that nobody serves any more, and of files that hide a token. */
public final class VolumeWarnings {

  private static final Map<String, String> REMOVED = removed();

  private VolumeWarnings() {}

  private static Map<String, String> removed() {
    Map<String, String> removed = new LinkedHashMap<>();
    removed.put("photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+");
    removed.put("gitRepo", "deprecated in v1.11, and disabled by default in v1.33+");
    removed.put("scaleIO", "deprecated in v1.16, non-functional in v1.22+");
    removed.put("flocker", "deprecated in v1.22, non-functional in v1.25+");
    removed.put("storageos", "deprecated in v1.22, non-functional in v1.25+");
    removed.put("quobyte", "deprecated in v1.22, non-functional in v1.25+");
    removed.put("glusterfs", "deprecated in v1.25, non-functional in v1.26+");
    removed.put("cephfs", "deprecated in v1.28, non-functional in v1.31+");
    removed.put("rbd", "deprecated in v1.28, non-functional in v1.31+");
    return removed;
  }

  static void check(Field volumes, Warnings warnings) {
    for (Field volume : volumes.items()) {
      removed(volume, warnings);
      claim(volume.at("ephemeral", "volumeClaimTemplate", "spec"), warnings);
    }
    Set<String> tokens = tokens(volumes);
    if (!tokens.isEmpty()) {
      for (Field volume : volumes.items()) {
        projected(volume.get("projected"), tokens, warnings);
      }
    }
  }

  /** Warns of a volume's source that is no longer served. */
  static void removed(Field volume, Warnings warnings) {
    for (Map.Entry<String, String> source : REMOVED.entrySet()) {
      if (volume.get(source.getKey()).isPresent()) {
        // Upstream spells this one with capitals here alone.
        String said = source.getKey().equals("storageos") ? "storageOS" : source.getKey();
        warnings.add(volume.get(said), source.getValue());
      }
    }
  }

  /** Warns of what a claim asks for. */
  public static void claim(Field spec, Warnings warnings) {
    ContainerWarnings.wholeByte(spec.at("resources", "requests").key("storage"), warnings);
    ContainerWarnings.wholeByte(spec.at("resources", "limits").key("storage"), warnings);
  }

  private static Set<String> tokens(Field volumes) {
    Set<String> paths = new HashSet<>();
    for (Field volume : volumes.items()) {
      for (Field source : volume.at("projected", "sources").items()) {
        if (source.get("serviceAccountToken").isPresent()) {
          paths.add(source.at("serviceAccountToken", "path").text());
        }
      }
    }
    return paths;
  }

  private static void projected(Field volume, Set<String> tokens, Warnings warnings) {
    Field sources = volume.get("sources");
    for (Field source : sources.items()) {
      items(source.get("configMap"), sources.get("configMap"), tokens, warnings);
      items(source.get("secret"), sources.get("secrets"), tokens, warnings);
      items(source.get("downwardAPI"), sources.get("downwardAPI"), tokens, warnings);
      Field bundle = source.get("clusterTrustBundle");
      hidden(bundle.get("path"), sources.get("ClusterTrustBundle").path(), tokens, warnings);
    }
  }

  /** Upstream says where the source would be if there were one of each kind. */
  private static void items(Field source, Field said, Set<String> tokens, Warnings warnings) {
    int index = 0;
    for (Field item : source.get("items").items()) {
      hidden(item.get("path"), said.path() + "[" + index++ + "]", tokens, warnings);
    }
  }

  private static void hidden(Field path, String said, Set<String> tokens, Warnings warnings) {
    if (path.isPresent() && tokens.contains(path.text())) {
      warnings.add(said + ": has duplicated path with ServiceAccountToken \"" + path.text() + "\"");
    }
  }
}
