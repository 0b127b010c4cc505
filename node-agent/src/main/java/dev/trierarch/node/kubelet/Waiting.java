package dev.trierarch.node.kubelet;

/** Why a container does not run yet, as its waiting state says it. */
record Waiting(String reason, String message) {}
