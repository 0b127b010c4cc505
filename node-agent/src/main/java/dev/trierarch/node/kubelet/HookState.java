package dev.trierarch.node.kubelet;

/** Where a container's postStart hook is. A container without an entry has none, or it is over. */
enum HookState {
  RUNNING,
  FAILED
}
