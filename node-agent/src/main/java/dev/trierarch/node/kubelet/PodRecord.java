package dev.trierarch.node.kubelet;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the agent remembers of one pod between two looks at it. The pod itself is replaced by the
 * API's watch; everything else belongs to the pod's worker, except the concurrent maps, which
 * patient threads clear.
 */
final class PodRecord {
  final String uid;

  /** As the API last said; null for what only the runtime knows of. */
  volatile Pod pod;

  /** Gone from the API. */
  volatile boolean removed;

  /** A container stop that is under way, by container id: when it will have killed. */
  final Map<String, Instant> stopDeadlines = new ConcurrentHashMap<>();

  final Map<String, HookState> hooks = new ConcurrentHashMap<>();
  final Map<String, CrashBackoff> backoffs = new HashMap<>();
  final Map<String, Waiting> failures = new HashMap<>();

  /** Containers whose failed start is not tried again before this time, by name. */
  final Map<String, Instant> startRetryAt = new HashMap<>();

  /** The crash wait that an event spoke of last, by container name. */
  final Map<String, Instant> announcedWaits = new HashMap<>();

  final Map<String, String> terminationMessages = new HashMap<>();

  boolean admitted;
  boolean prepared;
  boolean finalDeleteDone;
  Instant setupRetryAt = Instant.MIN;
  int setupFailures;
  String writtenStatus = "";

  /** The revision that the last status was written at: what is newer, somebody else has written. */
  long writtenRevision;

  /** Why the node ended or refused the pod. */
  Optional<Waiting> verdict = Optional.empty();

  PodRecord(String uid) {
    this.uid = uid;
  }

  /** Takes what a write returned, unless the watch brought something newer meanwhile. */
  synchronized void advance(Pod seen, Pod written) {
    String known = pod == null ? "" : pod.getMetadata().getResourceVersion();
    if (known.equals(seen.getMetadata().getResourceVersion())) {
      pod = written;
    }
  }

  /** Takes what the API's list or watch brought. */
  synchronized void observe(Pod seen) {
    pod = seen;
  }
}
