package dev.trierarch.controller.storageprotection;

import dev.trierarch.client.model.Owners;
import dev.trierarch.client.model.PodReferences;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides which storage is used, and whether its finalizer comes or goes. Pure. */
final class ProtectionPlanner {

  private ProtectionPlanner() {}

  /** The finalizers that an object should have; empty when it has them. */
  static Optional<List<String>> finalizers(ObjectMeta metadata, String finalizer, boolean used) {
    boolean deleting = metadata.getDeletionTimestamp() != null;
    boolean present = metadata.getFinalizers().contains(finalizer);
    if (deleting ? !present || used : present) {
      return Optional.empty();
    }
    List<String> finalizers = new ArrayList<>(metadata.getFinalizers());
    if (deleting) {
      finalizers.remove(finalizer);
    } else {
      finalizers.add(finalizer);
    }
    return Optional.of(finalizers);
  }

  /**
   * A claim is used by pods that have a node: whoever comes later is not started on a claim that
   * goes.
   *
   * @param pods of the claim's namespace
   */
  static boolean isUsed(PersistentVolumeClaim claim, Collection<Pod> pods) {
    return pods.stream()
        .filter(pod -> pod.getSpec().getNodeName() != null)
        .anyMatch(pod -> uses(pod, claim));
  }

  /** A claim of an ephemeral volume counts while its pod has anything left to stop. */
  private static boolean uses(Pod pod, PersistentVolumeClaim claim) {
    String name = claim.getMetadata().getName();
    return PodReferences.namedClaims(pod).contains(name)
        || (!isShutDown(pod)
            && PodReferences.ephemeralClaims(pod).contains(name)
            && Owners.isControlledBy(claim, pod));
  }

  private static boolean isShutDown(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null
        && Objects.equals(pod.getMetadata().getDeletionGracePeriodSeconds(), 0L);
  }

  /** A volume is used while a claim has it. */
  static boolean isUsed(PersistentVolume volume) {
    return volume.getStatus() != null && "Bound".equals(volume.getStatus().getPhase());
  }

  /** The classes of attributes that a claim has, had or wants. */
  static List<String> attributesClasses(PersistentVolumeClaim claim) {
    var status = Optional.ofNullable(claim.getStatus());
    return Stream.of(
            Optional.ofNullable(claim.getSpec().getVolumeAttributesClassName()),
            status.map(each -> each.getCurrentVolumeAttributesClassName()),
            status
                .map(each -> each.getModifyVolumeStatus())
                .map(each -> each.getTargetVolumeAttributesClassName()))
        .flatMap(Optional::stream)
        .toList();
  }

  static List<String> attributesClasses(PersistentVolume volume) {
    return Stream.ofNullable(volume.getSpec().getVolumeAttributesClassName()).toList();
  }
}
