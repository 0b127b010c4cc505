package dev.trierarch.admission;

/** An address or a port that cannot be had; the message is upstream's. */
final class AllocationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AllocationException(String message) {
    super(message);
  }
}
