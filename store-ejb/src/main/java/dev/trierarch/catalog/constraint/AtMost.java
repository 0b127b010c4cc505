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
import java.util.Optional;

/** A list must not have more elements than so many. */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = AtMost.Validator.class)
public @interface AtMost {

  int value();

  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Counts. */
  final class Validator implements ConstraintValidator<AtMost, Collection<?>> {

    private int sizeMax;

    @Override
    public void initialize(AtMost atMost) {
      sizeMax = atMost.value();
    }

    @Override
    public boolean isValid(Collection<?> list, ConstraintValidatorContext context) {
      return list == null
          || list.size() <= sizeMax
          || Fault.say(
              context,
              List.of(
                  new Fault(
                      Reason.TOO_MANY,
                      Optional.of(list.size()),
                      "must have at most " + sizeMax + " items")));
    }
  }
}
