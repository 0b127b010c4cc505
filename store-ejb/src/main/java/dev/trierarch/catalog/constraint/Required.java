package dev.trierarch.catalog.constraint;

import dev.trierarch.catalog.FieldErrors.Reason;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** There must be a value, and it must not be empty. */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Required.Validator.class)
public @interface Required {

  String detail() default "";

  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Looks whether there is anything. */
  final class Validator implements ConstraintValidator<Required, Object> {

    private String detail = "";

    @Override
    public void initialize(Required required) {
      detail = required.detail();
    }

    @Override
    public boolean isValid(Object value, ConstraintValidatorContext context) {
      return !isNothing(value)
          || Fault.say(context, List.of(new Fault(Reason.REQUIRED, Optional.empty(), detail)));
    }

    /** Absent and empty are the same, and a number is zero where nothing is said. */
    private static boolean isNothing(Object value) {
      return value == null
          || (value instanceof String text && text.isEmpty())
          || (value instanceof Number number && number.longValue() == 0)
          || (value instanceof Collection<?> list && list.isEmpty())
          || (value instanceof Map<?, ?> map && map.isEmpty());
    }
  }
}
