package dev.trierarch.catalog.constraint;

import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.FieldErrors.Reason;
import dev.trierarch.catalog.form.Form;
import jakarta.validation.ConstraintValidatorContext;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraintvalidation.HibernateConstraintValidatorContext;

/**
 * What a violated constraint says of its field, and carries as its payload.
 *
 * @param value what is shown as wrong, where it is not the field's own value: a key of a map, say
 * @param key what of the field is wrong, where it is a map
 */
record Fault(Reason reason, Optional<Object> value, Optional<String> key, String detail) {

  Fault(Reason reason, Optional<Object> value, String detail) {
    this(reason, value, Optional.empty(), detail);
  }

  /** All that one constraint found. */
  record All(List<Fault> faults) {}

  /** One for each problem that a form has with a text inside the field. */
  static List<Fault> of(Form form, String text) {
    return form.problems(text).stream()
        .map(problem -> new Fault(Reason.INVALID, Optional.of(text), problem))
        .toList();
  }

  /** One for each problem that a form has with a key of the field, which is a map. */
  static List<Fault> ofKey(Form form, String key) {
    return form.problems(key).stream()
        .map(problem -> new Fault(Reason.INVALID, Optional.of(key), Optional.of(key), problem))
        .toList();
  }

  /** Says that the field's own value is wrong, unless there is no problem; the verdict. */
  static boolean sayInvalid(ConstraintValidatorContext context, List<String> problems) {
    return say(
        context,
        problems.stream()
            .map(problem -> new Fault(Reason.INVALID, Optional.empty(), problem))
            .toList());
  }

  /** Makes these the violation's payload, unless there are none; the verdict. */
  static boolean say(ConstraintValidatorContext context, List<Fault> faults) {
    if (!faults.isEmpty()) {
      context.unwrap(HibernateConstraintValidatorContext.class).withDynamicPayload(new All(faults));
    }
    return faults.isEmpty();
  }

  /** Adds this to what is wrong with an object. */
  void addTo(FieldErrors errors, String path, Object shown) {
    String place = path + key.map(one -> "[" + one + "]").orElse("");
    errors.add(reason, place, value.orElse(shown), detail);
  }
}
