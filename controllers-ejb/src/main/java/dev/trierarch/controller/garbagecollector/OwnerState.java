package dev.trierarch.controller.garbagecollector;

/** How an owner that an object names is doing. */
enum OwnerState {
  /** It exists. */
  SOLID,
  /** No object with that uid exists any more. */
  ABSENT,
  /** It is being deleted and waits for its dependents to go first. */
  WAITING,
  /** It is of a kind that is not served here, or in a place where no owner can be. */
  UNKNOWN
}
