package dev.trierarch.node.volume;

/** Something that a pod needs before it can run is missing or wrong. */
public final class SetupFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason as in an event or a waiting state: FailedMount, CreateContainerConfigError, …
   */
  public SetupFailure(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  public SetupFailure(String reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
