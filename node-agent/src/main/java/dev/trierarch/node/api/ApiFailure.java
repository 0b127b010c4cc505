package dev.trierarch.node.api;

/** A request that the API server refused, or that did not reach it. */
public final class ApiFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;

  /**
   * @param status the HTTP status; 0 when the server was not reached
   * @param reason the reason of the returned Status object, empty when there was none
   */
  public ApiFailure(int status, String reason, String message) {
    super(message);
    this.status = status;
    this.reason = reason;
  }

  public ApiFailure(String message, Throwable cause) {
    super(message, cause);
    this.status = 0;
    this.reason = "";
  }

  public int status() {
    return status;
  }

  public String reason() {
    return reason;
  }

  public boolean isUnreachable() {
    return status == 0;
  }

  public boolean isNotFound() {
    return status == 404;
  }

  public boolean isConflict() {
    return status == 409;
  }

  /** The history that a watch asked for is compacted; only a new list helps. */
  public boolean isGone() {
    return status == 410;
  }

  /** Whether the same request may succeed later without anybody changing it. */
  public boolean isTransient() {
    return status == 0 || status == 429 || status >= 500;
  }
}
