package dev.trierarch.node.probe;

/**
 * Counts results of one probe in a row until its threshold turns the verdict. Pure but for its
 * counts; used by one thread at a time.
 */
final class ProbeTally {
  private final int successThreshold;
  private final int failureThreshold;
  private boolean verdict;
  private boolean last;
  private int inARow;
  private boolean decided;

  /**
   * @param verdict before anything is known
   */
  ProbeTally(boolean verdict, int successThreshold, int failureThreshold) {
    this.verdict = verdict;
    this.successThreshold = successThreshold;
    this.failureThreshold = failureThreshold;
  }

  /**
   * @return whether the verdict changed, or was given for the first time
   */
  boolean record(boolean success) {
    inARow = success == last ? inARow + 1 : 1;
    last = success;
    if (inARow < (success ? successThreshold : failureThreshold)) {
      return false;
    }
    boolean changed = !decided || verdict != success;
    verdict = success;
    decided = true;
    return changed;
  }

  boolean verdict() {
    return verdict;
  }

  /** Whether a threshold was reached at least once. */
  boolean isDecided() {
    return decided;
  }
}
