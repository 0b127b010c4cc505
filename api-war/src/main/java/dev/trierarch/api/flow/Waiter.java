package dev.trierarch.api.flow;

/** A request that waits for a seat. */
interface Waiter {

  /** A seat has been taken for it; must return quickly and must not throw. */
  void enter();

  /** How many seats it takes. */
  default int seats() {
    return 1;
  }
}
