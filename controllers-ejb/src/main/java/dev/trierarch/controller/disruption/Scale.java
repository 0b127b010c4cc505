package dev.trierarch.controller.disruption;

/** How many pods something that controls pods is to have. */
record Scale(String ownerUid, int replicas) {}
