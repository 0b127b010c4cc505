package dev.trierarch.node.kubelet;

import dev.trierarch.node.api.ApiClient;
import dev.trierarch.node.api.ApiFailure;
import dev.trierarch.node.api.Json;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes pods' statuses to the API when they differ from what is there, and the last delete. */
final class StatusWriter {
  private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);
  private static final int CONFLICTS_MAX = 5;

  private final ApiClient api;

  StatusWriter(ApiClient api) {
    this.api = api;
  }

  /**
   * @return false when the API could not take it and it is to be tried again
   */
  boolean write(PodRecord record, Pod seen, PodStatus status) {
    String text = Json.text(status);
    // The server may add to what was written: only what somebody else wrote since is put right.
    boolean ours = text.equals(record.writtenStatus) && revision(seen) <= record.writtenRevision;
    if (record.removed || ours || text.equals(Json.text(seen.getStatus()))) {
      return true;
    }
    try {
      put(record, seen, status);
      record.writtenStatus = text;
      return true;
    } catch (ApiFailure failure) {
      if (failure.isNotFound()) {
        return true;
      }
      LOG.info("status of {}: {}", Pods.fullName(seen), failure.getMessage());
      return false;
    }
  }

  private static long revision(Pod pod) {
    return Long.parseLong(pod.getMetadata().getResourceVersion());
  }

  private void put(PodRecord record, Pod seen, PodStatus status) {
    Pod base = seen;
    for (int conflicts = 0; ; conflicts++) {
      try {
        Pod wanted = new PodBuilder(base).withStatus(status).build();
        Pod written =
            api.replace(
                Pods.path(base) + "/status",
                wanted,
                Pod.class,
                base.getMetadata().getResourceVersion());
        record.advance(seen, written);
        record.writtenRevision = revision(written);
        return;
      } catch (ApiFailure failure) {
        if (!failure.isConflict() || conflicts >= CONFLICTS_MAX) {
          throw failure;
        }
      }
      Optional<Pod> fresh = api.find(Pods.path(seen), Pod.class);
      if (fresh.isEmpty() || !Pods.uid(fresh.get()).equals(record.uid)) {
        return;
      }
      base = fresh.get();
    }
  }

  /**
   * Nothing of the pod is left here: it may go.
   *
   * @return false when the API could not take it and it is to be tried again
   */
  boolean delete(Pod pod) {
    DeleteOptions now =
        new DeleteOptionsBuilder()
            .withGracePeriodSeconds(0L)
            .withNewPreconditions()
            .withUid(Pods.uid(pod))
            .endPreconditions()
            .build();
    try {
      api.delete(Pods.path(pod), now, pod.getMetadata().getResourceVersion());
      return true;
    } catch (ApiFailure failure) {
      if (failure.isNotFound() || failure.isConflict()) {
        return true;
      }
      LOG.info("last delete of {}: {}", Pods.fullName(pod), failure.getMessage());
      return false;
    }
  }
}
