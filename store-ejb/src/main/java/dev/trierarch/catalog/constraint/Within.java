package dev.trierarch.catalog.constraint;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

/** A whole number must be within bounds. */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Within.Validator.class)
public @interface Within {

  long least();

  long most();

  /** Upstream's words for a number that is not. */
  String detail();

  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Compares. */
  final class Validator implements ConstraintValidator<Within, Number> {

    private long least;
    private long most;
    private String detail = "";

    @Override
    public void initialize(Within within) {
      least = within.least();
      most = within.most();
      detail = within.detail();
    }

    @Override
    public boolean isValid(Number number, ConstraintValidatorContext context) {
      return number == null
          || (number.longValue() >= least && number.longValue() <= most)
          || Fault.sayInvalid(context, List.of(detail));
    }
  }
}
