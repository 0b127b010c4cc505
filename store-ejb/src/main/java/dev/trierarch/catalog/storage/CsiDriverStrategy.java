package dev.trierarch.catalog.storage;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.form.Form;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The rules that CSIDrivers are written by. */
public final class CsiDriverStrategy extends DefaultStrategy {

  @Override
  public void setDefaults(ObjectNode driver) {
    ObjectNode spec = Defaults.child(driver, "spec");
    Defaults.bool(spec, "attachRequired", true);
    Defaults.bool(spec, "podInfoOnMount", false);
    Defaults.bool(spec, "storageCapacity", false);
    Defaults.bool(spec, "requiresRepublish", false);
    Defaults.bool(spec, "seLinuxMount", false);
    Defaults.text(spec, "fsGroupPolicy", "ReadWriteOnceWithFSType");
    if (spec.path("volumeLifecycleModes").isEmpty()) {
      spec.putArray("volumeLifecycleModes").add("Persistent");
    }
  }

  @Override
  public void validateCreate(ObjectNode driver, FieldErrors errors) {
    Set<String> audiences = new HashSet<>();
    for (Field request : Field.root(driver, errors).at("spec", "tokenRequests").items()) {
      Field audience = request.get("audience");
      if (!audiences.add(audience.text())) {
        audience.value(audience.text()).duplicate();
      }
    }
  }

  @Override
  public void validateUpdate(ObjectNode driver, ObjectNode old, FieldErrors errors) {
    validateCreate(driver, errors);
    Field spec = Field.root(driver, errors).get("spec");
    Field former = Field.root(old, errors).get("spec");
    spec.get("attachRequired")
        .saidAt(spec.get("attachedRequired"))
        .unchangedFrom(former.get("attachRequired"));
    spec.get("volumeLifecycleModes").unchangedFrom(former.get("volumeLifecycleModes"));
  }

  @Override
  public Form nameRule() {
    return Form.DRIVER_NAME;
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }
}
