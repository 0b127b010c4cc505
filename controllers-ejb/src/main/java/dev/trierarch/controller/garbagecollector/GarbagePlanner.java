package dev.trierarch.controller.garbagecollector;

import dev.trierarch.registry.DeleteOptions.Propagation;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides whether an object outlives its owners. Pure. */
final class GarbagePlanner {

  static final String FOREGROUND = "foregroundDeletion";
  static final String ORPHAN = "orphan";

  private GarbagePlanner() {}

  /**
   * @param ownersByUid how each owner that the object names is doing
   * @param hasDependents whether other objects name this one as their owner
   */
  static GarbagePlan plan(
      ObjectMeta metadata, Map<String, OwnerState> ownersByUid, boolean hasDependents) {
    boolean isDeleting = metadata.getDeletionTimestamp() != null;
    if (ownersByUid.isEmpty() || ownersByUid.containsValue(OwnerState.UNKNOWN)) {
      return GarbagePlan.nothing();
    }
    if (isDeleting && !metadata.getFinalizers().contains(FOREGROUND)) {
      return GarbagePlan.nothing();
    }
    List<String> notSolid =
        ownersByUid.entrySet().stream()
            .filter(entry -> entry.getValue() != OwnerState.SOLID)
            .map(Map.Entry::getKey)
            .toList();
    if (notSolid.size() < ownersByUid.size()) {
      return new GarbagePlan(Optional.empty(), notSolid);
    }
    if (isDeleting) {
      return GarbagePlan.nothing();
    }
    boolean ownerWaits = ownersByUid.containsValue(OwnerState.WAITING);
    return new GarbagePlan(
        Optional.of(propagation(metadata, ownerWaits && hasDependents)), List.of());
  }

  /** Whether an owner that waits for its dependents has to wait for this one. */
  static boolean blocks(ObjectMeta dependent, String ownerUid) {
    return dependent.getOwnerReferences().stream()
        .filter(owner -> ownerUid.equals(owner.getUid()))
        .map(OwnerReference::getBlockOwnerDeletion)
        .anyMatch(Boolean.TRUE::equals);
  }

  private static Propagation propagation(ObjectMeta metadata, boolean foreground) {
    if (foreground || metadata.getFinalizers().contains(FOREGROUND)) {
      return Propagation.FOREGROUND;
    }
    return metadata.getFinalizers().contains(ORPHAN) ? Propagation.ORPHAN : Propagation.BACKGROUND;
  }
}
