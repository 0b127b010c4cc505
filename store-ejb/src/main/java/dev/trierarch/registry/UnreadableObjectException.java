package dev.trierarch.registry;

/** What came is no object of the kind that belongs there. */
public final class UnreadableObjectException extends ApiException {

  private static final long serialVersionUID = 1L;

  UnreadableObjectException(String message) {
    super(400, "BadRequest", message, null);
  }
}
