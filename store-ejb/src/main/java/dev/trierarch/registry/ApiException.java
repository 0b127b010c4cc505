package dev.trierarch.registry;

import dev.trierarch.catalog.FieldErrors.FieldError;
import java.util.List;

/**
 * A request that is refused, in the terms of Kubernetes' {@code Status}: the one exception that the
 * door throws and that the API serves as it is.
 */
public class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;
  private final String reason;
  private final transient Details details;

  /**
   * What the Status says of the object.
   *
   * @param kind the group resource's plural as upstream shows it there, e.g. {@code pods}
   * @param retryAfterSeconds 0 when none
   */
  public record Details(
      String group,
      String kind,
      String name,
      String uid,
      List<Cause> causes,
      int retryAfterSeconds) {}

  /** One cause: reason, message and field path. */
  public record Cause(String reason, String message, String field) {
    public static Cause of(FieldError error) {
      return new Cause(error.reason().causeReason(), error.detail(), error.field());
    }
  }

  /**
   * @param code the HTTP status
   * @param reason e.g. {@code NotFound}, {@code AlreadyExists}, {@code Conflict}, {@code Invalid}
   */
  public ApiException(int code, String reason, String message, Details details) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  public int code() {
    return code;
  }

  public String reason() {
    return reason;
  }

  /** Null when the Status has no details. */
  public Details details() {
    return details;
  }
}
