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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A text must not have more bytes than so many. */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = BytesAtMost.Validator.class)
public @interface BytesAtMost {

  int value();

  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Counts them. */
  final class Validator implements ConstraintValidator<BytesAtMost, String> {

    private int bytesMax;

    @Override
    public void initialize(BytesAtMost constraint) {
      bytesMax = constraint.value();
    }

    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
      return text == null
          || text.getBytes(StandardCharsets.UTF_8).length <= bytesMax
          || Fault.say(
              context,
              List.of(
                  new Fault(
                      Reason.TOO_LONG,
                      Optional.empty(),
                      "may not be more than " + bytesMax + " bytes")));
    }
  }
}
