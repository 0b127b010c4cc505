package dev.trierarch.controller.garbagecollector;

import dev.trierarch.registry.DeleteOptions.Propagation;
import java.util.List;
import java.util.Optional;

/**
 * What is to become of an object that names owners.
 *
 * @param deletion the object goes, and this way
 * @param ownersToDrop the uids of references to be removed because it stays without them
 */
record GarbagePlan(Optional<Propagation> deletion, List<String> ownersToDrop) {

  static GarbagePlan nothing() {
    return new GarbagePlan(Optional.empty(), List.of());
  }

  boolean isEmpty() {
    return deletion.isEmpty() && ownersToDrop.isEmpty();
  }
}
