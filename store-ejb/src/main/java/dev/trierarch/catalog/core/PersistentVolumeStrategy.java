package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import dev.trierarch.catalog.Semantic;
import dev.trierarch.catalog.Warnings;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules that PersistentVolumes are written by. */
public final class PersistentVolumeStrategy implements ResourceStrategy {

  /** All of a volume's fields but those that say where it is. */
  private static final Set<String> NO_SOURCE =
      Set.of(
          "accessModes",
          "capacity",
          "claimRef",
          "mountOptions",
          "nodeAffinity",
          "persistentVolumeReclaimPolicy",
          "storageClassName",
          "volumeAttributesClassName",
          "volumeMode");

  @Override
  public void setDefaults(ObjectNode volume) {
    ObjectNode spec = Defaults.child(volume, "spec");
    Defaults.text(spec, "persistentVolumeReclaimPolicy", "Retain");
    Defaults.text(spec, "volumeMode", "Filesystem");
    Defaults.find(spec, "hostPath").ifPresent(path -> Defaults.text(path, "type", ""));
    Defaults.find(spec, "iscsi")
        .ifPresent(found -> Defaults.text(found, "iscsiInterface", "default"));
  }

  @Override
  public void prepareForCreate(ObjectNode volume) {
    volume.putObject("status").put("phase", "Pending");
  }

  @Override
  public void validateCreate(ObjectNode volume, FieldErrors errors) {
    Field spec = Field.root(volume, errors).get("spec");
    AccessModes.check(spec.get("accessModes"));
    capacity(spec.get("capacity"));
    source(spec);
    SchedulingRules.nodeSelector(spec.at("nodeAffinity", "required"));
    VolumeRules.network(spec);
    if (spec.at("hostPath", "path").isText("/")
        && spec.get("persistentVolumeReclaimPolicy").isText("Recycle")) {
      spec.get("persistentVolumeReclaimPolicy")
          .forbidden("may not be 'recycle' for a hostPath mount of '/'");
    }
    if (!spec.get("volumeAttributesClassName").isEmpty() && !spec.get("csi").isPresent()) {
      spec.get("csi").missing("has to be specified when using volumeAttributesClassName");
    }
  }

  private static void capacity(Field capacity) {
    if (!capacity.isEmpty() && !capacity.keys().equals(List.of("storage"))) {
      capacity.notSupported("storage");
    }
    for (String resource : capacity.keys()) {
      Field amount = capacity.key(resource);
      if (amount.amount().filter(one -> one.signum() == 0).isPresent()) {
        amount.invalid("must be greater than zero");
      }
    }
  }

  private static void source(Field spec) {
    List<String> sources = sources(spec);
    if (sources.isEmpty()) {
      spec.missing("must specify a volume type");
    }
    sources.stream()
        .skip(1)
        .forEach(more -> spec.get(more).forbidden("may not specify more than 1 volume type"));
    if (spec.get("local").isPresent() && !spec.get("nodeAffinity").isPresent()) {
      spec.get("nodeAffinity").missing("Local volume requires node affinity");
    }
  }

  private static List<String> sources(Field spec) {
    return spec.keys().stream().filter(field -> !NO_SOURCE.contains(field)).toList();
  }

  @Override
  public void validateUpdate(ObjectNode volume, ObjectNode old, FieldErrors errors) {
    validateCreate(volume, errors);
    Field root = Field.root(volume, errors);
    Field spec = root.get("spec");
    Field former = Field.root(old, errors).get("spec");
    if (!sameSource(spec, former)) {
      root.at("spec", "persistentvolumesource")
          .forbidden("spec.persistentvolumesource is immutable after creation");
    }
    spec.get("volumeMode").saidAt(root.get("volumeMode")).unchangedFrom(former.get("volumeMode"));
    Field affinity = spec.get("nodeAffinity");
    if (former.get("nodeAffinity").isPresent()
        && !Semantic.same(affinity.node(), former.get("nodeAffinity").node())) {
      affinity
          .saidAt(root.get("nodeAffinity"))
          .invalid("field is immutable, except for updating from beta label to GA");
    }
    Field attributes = spec.get("volumeAttributesClassName");
    if (former.get("volumeAttributesClassName").isPresent() && !attributes.isPresent()) {
      attributes.forbidden("update from non-nil value to nil is forbidden");
    }
  }

  private static boolean sameSource(Field spec, Field former) {
    Set<String> sources = sources(spec).stream().collect(Collectors.toSet());
    sources.addAll(sources(former));
    return sources.stream()
        .allMatch(
            source ->
                Semantic.same(
                    given(spec.get(source), former.get(source)), former.get(source).node()));
  }

  /** A secret to grow a volume with may be named later. */
  private static JsonNode given(Field source, Field former) {
    String expansion = "controllerExpandSecretRef";
    if (source.node() instanceof ObjectNode given && !former.get(expansion).isPresent()) {
      return given.deepCopy().without(expansion);
    }
    return source.node();
  }

  @Override
  public void warnOfCreate(Field volume, Warnings warnings) {
    StorageWarnings.volume(volume, warnings);
  }

  @Override
  public void warnOfUpdate(Field volume, Field old, Warnings warnings) {
    StorageWarnings.volume(volume, warnings);
  }
}
