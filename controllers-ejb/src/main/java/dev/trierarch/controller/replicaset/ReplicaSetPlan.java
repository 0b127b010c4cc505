package dev.trierarch.controller.replicaset;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** How many pods a ReplicaSet lacks, or which of them are too many. */
record ReplicaSetPlan(int podsToCreate, List<Pod> podsToDelete) {

  boolean isEmpty() {
    return podsToCreate == 0 && podsToDelete.isEmpty();
  }
}
