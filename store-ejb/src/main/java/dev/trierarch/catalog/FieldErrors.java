package dev.trierarch.catalog;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with an object, each problem with the path of its field. */
public final class FieldErrors {

  /** Upstream's cause reasons. */
  public enum Reason {
    REQUIRED("FieldValueRequired", "Required value"),
    INVALID("FieldValueInvalid", "Invalid value"),
    DUPLICATE("FieldValueDuplicate", "Duplicate value"),
    NOT_FOUND("FieldValueNotFound", "Not found"),
    NOT_SUPPORTED("FieldValueNotSupported", "Unsupported value"),
    FORBIDDEN("FieldValueForbidden", "Forbidden"),
    TOO_LONG("FieldValueTooLong", "Too long"),
    TOO_MANY("FieldValueTooMany", "Too many"),
    TYPE_INVALID("FieldValueTypeInvalid", "Invalid value");

    private final String causeReason;
    private final String words;

    Reason(String causeReason, String words) {
      this.causeReason = causeReason;
      this.words = words;
    }

    /** The {@code reason} of a Status cause. */
    public String causeReason() {
      return causeReason;
    }

    String words() {
      return words;
    }
  }

  /**
   * One problem.
   *
   * @param field the path, e.g. {@code spec.template.spec.containers[0].image}
   * @param detail the whole of the cause's message, e.g. {@code Invalid value: "x": must be …}
   */
  public record FieldError(Reason reason, String field, String detail) {
    /** As it stands in the Status message: {@code spec.replicas: Invalid value: -1: must be …}. */
    public String message() {
      return field + ": " + detail;
    }
  }

  private final List<FieldError> errors = new ArrayList<>();

  public void required(String field, String detail) {
    add(Reason.REQUIRED, field, withDetail(Reason.REQUIRED.words(), detail));
  }

  /** {@code value} as JSON shows it: strings quoted, numbers not. */
  public void invalid(String field, Object value, String detail) {
    add(Reason.INVALID, field, withDetail(Reason.INVALID.words() + ": " + shown(value), detail));
  }

  public void duplicate(String field, Object value) {
    add(Reason.DUPLICATE, field, Reason.DUPLICATE.words() + ": " + shown(value));
  }

  public void notFound(String field, Object value) {
    add(Reason.NOT_FOUND, field, Reason.NOT_FOUND.words() + ": " + shown(value));
  }

  public void forbidden(String field, String detail) {
    add(Reason.FORBIDDEN, field, withDetail(Reason.FORBIDDEN.words(), detail));
  }

  public void notSupported(String field, Object value, List<String> supported) {
    add(
        Reason.NOT_SUPPORTED,
        field,
        Reason.NOT_SUPPORTED.words()
            + ": "
            + shown(value)
            + ": supported values: "
            + String.join(", ", supported.stream().map(FieldErrors::shown).toList()));
  }

  public void tooLong(String field, int lengthMax) {
    add(
        Reason.TOO_LONG,
        field,
        Reason.TOO_LONG.words() + ": may not be more than " + lengthMax + " bytes");
  }

  public void add(Reason reason, String field, String detail) {
    errors.add(new FieldError(reason, field, detail));
  }

  public boolean isEmpty() {
    return errors.isEmpty();
  }

  public List<FieldError> list() {
    return List.copyOf(errors);
  }

  private static String withDetail(String words, String detail) {
    return detail.isEmpty() ? words : words + ": " + detail;
  }

  private static String shown(Object value) {
    return value instanceof CharSequence ? "\"" + value + "\"" : String.valueOf(value);
  }
}
