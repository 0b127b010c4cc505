package dev.trierarch.controller.endpointslicemirroring;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;

/** The mirroring slices of an Endpoints object that are to be made, changed and dropped. */
record MirrorPlan(
    List<EndpointSlice> toCreate, List<EndpointSlice> toUpdate, List<EndpointSlice> toDelete) {

  boolean isEmpty() {
    return toCreate.isEmpty() && toUpdate.isEmpty() && toDelete.isEmpty();
  }
}
