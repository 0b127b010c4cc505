package dev.trierarch.scheduler.framework;

/** A change that may let a waiting pod fit. */
public enum ClusterEvent {
  NODE_ADDED,
  NODE_ALLOCATABLE_CHANGED,
  NODE_LABELS_CHANGED,
  NODE_TAINTS_CHANGED,
  POD_ASSIGNED,
  POD_LABELS_CHANGED,
  POD_GONE,
  NAMESPACE_LABELS_CHANGED
}
