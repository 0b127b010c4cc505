package dev.trierarch.controller.endpointslice;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;

/** The slices that are to be made, changed and dropped. */
public record EndpointSlicePlan(
    List<EndpointSlice> toCreate, List<EndpointSlice> toUpdate, List<EndpointSlice> toDelete) {

  public boolean isEmpty() {
    return toCreate.isEmpty() && toUpdate.isEmpty() && toDelete.isEmpty();
  }
}
