package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import tools.jackson.databind.node.ObjectNode;

/** The rules that PersistentVolumes are written by. */
public final class PersistentVolumeStrategy implements ResourceStrategy {

  @Override
  public void setDefaults(ObjectNode volume) {
    ObjectNode spec = Defaults.child(volume, "spec");
    Defaults.text(spec, "persistentVolumeReclaimPolicy", "Retain");
    Defaults.text(spec, "volumeMode", "Filesystem");
    Defaults.find(spec, "hostPath").ifPresent(path -> Defaults.text(path, "type", ""));
  }

  @Override
  public void prepareForCreate(ObjectNode volume) {
    volume.putObject("status").put("phase", "Pending");
  }

  @Override
  public void validateCreate(ObjectNode volume, FieldErrors errors) {
    Field spec = Field.root(volume, errors).get("spec");
    AccessModes.check(spec.get("accessModes"));
    if (spec.get("capacity").isPresent()) {
      spec.get("capacity").key("storage").present();
    }
  }

  @Override
  public void validateUpdate(ObjectNode volume, ObjectNode old, FieldErrors errors) {
    validateCreate(volume, errors);
    Field.root(volume, errors)
        .at("spec", "volumeMode")
        .unchangedFrom(Field.root(old, errors).at("spec", "volumeMode"));
  }
}
