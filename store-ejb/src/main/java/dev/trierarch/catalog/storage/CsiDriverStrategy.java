package dev.trierarch.catalog.storage;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Defaults;
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
  public boolean allowsUnconditionalUpdate() {
    return false;
  }
}
