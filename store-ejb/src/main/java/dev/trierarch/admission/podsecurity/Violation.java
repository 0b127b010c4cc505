package dev.trierarch.admission.podsecurity;

/**
 * One thing that a pod does and may not.
 *
 * @param reason what it is
 * @param detail who does it, and what would be right
 */
record Violation(String reason, String detail) {

  /** As upstream says it. */
  String text() {
    return detail.isEmpty() ? reason : reason + " (" + detail + ")";
  }
}
