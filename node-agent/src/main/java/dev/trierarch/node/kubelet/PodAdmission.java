package dev.trierarch.node.kubelet;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Takes each new pod in, or refuses it, once: beside what was taken in before, and one at a time,
 * so that two pods do not get the same room.
 */
final class PodAdmission {
  private final NodeFacts facts;
  private final Collection<PodRecord> records;
  private final RuntimeView view;
  private final EventRecorder events;

  /**
   * @param records a live view of all pods of this node
   */
  PodAdmission(
      NodeFacts facts, Collection<PodRecord> records, RuntimeView view, EventRecorder events) {
    this.facts = facts;
    this.records = records;
    this.view = view;
    this.events = events;
  }

  synchronized void admit(PodRecord record) {
    if (!isKnown(record)) {
      Pod pod = record.pod;
      Optional<Waiting> refusal =
          NodeAdmission.refuse(pod, placed(record.uid), NodeStatusPlanner.allocatable(facts));
      refusal.ifPresent(r -> events.warning(pod, null, r.reason(), r.message()));
      record.verdict = refusal;
    }
    record.admitted = true;
  }

  /** What runs already, or never will again, is not asked about. */
  private boolean isKnown(PodRecord record) {
    return record.admitted
        || record.removed
        || Pods.isDeleting(record.pod)
        || Pods.isTerminal(Pods.phase(record.pod))
        || !view.of(record.uid).sandboxes().isEmpty();
  }

  private List<Pod> placed(String exceptUid) {
    return records.stream()
        .filter(r -> r.admitted && r.verdict.isEmpty() && !r.uid.equals(exceptUid))
        .map(r -> r.pod)
        .filter(p -> !Pods.isTerminal(Pods.phase(p)))
        .toList();
  }
}
