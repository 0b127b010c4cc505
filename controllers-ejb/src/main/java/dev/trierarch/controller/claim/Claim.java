package dev.trierarch.controller.claim;

import dev.trierarch.client.model.Labels;
import dev.trierarch.client.model.Owners;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of the candidates an owner keeps, takes over, and lets go: its selector decides.
 *
 * @param kept controlled by the owner and matching
 * @param toAdopt matching, and controlled by nobody
 * @param toRelease controlled by the owner and no longer matching
 */
public record Claim<T extends HasMetadata>(List<T> kept, List<T> toAdopt, List<T> toRelease) {

  /** An owner that is being deleted neither adopts nor releases. */
  public static <T extends HasMetadata> Claim<T> of(
      HasMetadata owner, LabelSelector selector, Iterable<T> candidates) {
    List<T> kept = new ArrayList<>();
    List<T> toAdopt = new ArrayList<>();
    List<T> toRelease = new ArrayList<>();
    boolean ownerStays = !isDeleting(owner);
    for (T candidate : candidates) {
      boolean matches = Labels.matches(selector, candidate.getMetadata().getLabels());
      boolean mayChange = ownerStays && !isDeleting(candidate);
      if (Owners.isControlledBy(candidate, owner)) {
        if (matches) {
          kept.add(candidate);
        } else if (mayChange) {
          toRelease.add(candidate);
        }
      } else if (matches && mayChange && Owners.controllerOf(candidate).isEmpty()) {
        toAdopt.add(candidate);
      }
    }
    return new Claim<>(List.copyOf(kept), List.copyOf(toAdopt), List.copyOf(toRelease));
  }

  public boolean changesNothing() {
    return toAdopt.isEmpty() && toRelease.isEmpty();
  }

  private static boolean isDeleting(HasMetadata object) {
    return object.getMetadata().getDeletionTimestamp() != null;
  }
}
