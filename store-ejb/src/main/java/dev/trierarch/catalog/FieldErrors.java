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

    boolean showsValue() {
      return this != REQUIRED && this != FORBIDDEN && this != TOO_LONG;
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
    add(Reason.REQUIRED, field, "", detail);
  }

  /** {@code value} as JSON shows it: strings quoted, numbers not. */
  public void invalid(String field, Object value, String detail) {
    add(Reason.INVALID, field, value, detail);
  }

  public void duplicate(String field, Object value) {
    add(Reason.DUPLICATE, field, value, "");
  }

  public void forbidden(String field, String detail) {
    add(Reason.FORBIDDEN, field, "", detail);
  }

  public void notSupported(String field, Object value, List<String> supported) {
    add(Reason.NOT_SUPPORTED, field, value, supportedValues(supported));
  }

  /** Upstream's words for what would be supported. */
  public static String supportedValues(List<String> supported) {
    return "supported values: "
        + String.join(", ", supported.stream().map(FieldErrors::shown).toList());
  }

  public void tooLong(String field, int lengthMax) {
    add(Reason.TOO_LONG, field, "", "may not be more than " + lengthMax + " bytes");
  }

  /** Adds a problem with its value, if problems of that kind show theirs. */
  public void add(Reason reason, String field, Object value, String detail) {
    String shown = reason.showsValue() ? ": " + shown(value) : "";
    add(reason, field, reason.words() + shown + (detail.isEmpty() ? "" : ": " + detail));
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

  private static String shown(Object value) {
    return value instanceof CharSequence ? "\"" + value + "\"" : String.valueOf(value);
  }
}
