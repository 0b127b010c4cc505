package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.form.Form;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Validates a pod's volumes: named once, each from exactly one source. */
final class VolumeRules {

  private VolumeRules() {}

  /** Returns the volumes by their names. */
  static Map<String, Field> check(Field volumes) {
    volumes.uniqueBy("name");
    Map<String, Field> byName = new HashMap<>();
    for (Field volume : volumes.items()) {
      source(volume);
      DownwardApiRules.files(volume.get("downwardAPI"));
      projected(volume.get("projected"));
      ephemeral(volume.at("ephemeral", "volumeClaimTemplate"));
      network(volume);
      byName.put(volume.get("name").text(), volume);
    }
    return byName;
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

  private static void projected(Field volume) {
    Set<String> paths = new HashSet<>();
    for (Field source : volume.get("sources").items()) {
      if (source.keys().size() > 1) {
        source.forbidden("may not specify more than 1 volume type per source");
      }
      DownwardApiRules.files(source.get("downwardAPI"));
      token(volume, source.get("serviceAccountToken"));
      trust(source.get("clusterTrustBundle"));
      for (String kind : List.of("secret", "configMap", "downwardAPI")) {
        Field projection = source.get(kind);
        Field shown = kind.equals("downwardAPI") ? projection.get("path") : projection.get("name");
        for (Field item : projection.get("items").items()) {
          String path = item.get("path").text();
          if (!path.isEmpty() && !paths.add(path)) {
            volume
                .value(shown.isEmpty() ? path : shown.text())
                .invalid("conflicting duplicate paths");
          }
        }
      }
    }
  }

  private static void token(Field volume, Field token) {
    if (token.isPresent()) {
      token.get("path").saidAt(volume.get("path")).required().form(Form.LOCAL_PATH);
    }
  }

  private static void trust(Field bundle) {
    if (!bundle.isPresent()) {
      return;
    }
    boolean named = bundle.get("name").isPresent();
    boolean signed = bundle.get("signerName").isPresent();
    if (named && signed) {
      bundle.invalid("only one of name and signerName may be used");
    } else if (!named && !signed) {
      bundle.missing("either name or signerName must be specified");
    } else if (named && bundle.get("labelSelector").isPresent()) {
      bundle.get("labelSelector").invalid("labelSelector must be unset if name is specified");
    }
    bundle.get("path").required().form(Form.LOCAL_PATH);
  }

  /** What a claim is made from has labels and annotations, and no name of its own. */
  private static void ephemeral(Field template) {
    if (!template.isPresent()) {
      return;
    }
    for (String field : template.get("metadata").keys()) {
      Field value = template.at("metadata", field);
      if (!field.equals("labels") && !field.equals("annotations") && !value.isEmpty()) {
        value.forbidden("cannot be set");
      }
    }
    ClaimRules.check(template.get("spec"));
  }

  /** Validates what a volume from somewhere in a network needs. */
  static void network(Field volume) {
    Field channel = volume.get("fc");
    boolean names = !channel.get("targetWWNs").isEmpty();
    boolean ids = !channel.get("wwids").isEmpty();
    if (channel.isPresent() && !names && !ids) {
      channel.get("targetWWNs").missing("must specify either targetWWNs or wwids, but not both");
    } else if (names && ids) {
      channel.get("targetWWNs").invalid("targetWWNs and wwids can not be specified simultaneously");
    }
    if (names && !channel.get("lun").isPresent()) {
      channel.get("lun").missing("lun is required if targetWWNs is specified");
    }
    Field iscsi = volume.get("iscsi");
    boolean authenticates =
        iscsi.get("chapAuthDiscovery").isTrue() || iscsi.get("chapAuthSession").isTrue();
    if (authenticates && !iscsi.get("secretRef").isPresent()) {
      iscsi.get("secretRef").missing("");
    }
  }
}
