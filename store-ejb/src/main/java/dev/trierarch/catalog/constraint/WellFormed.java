package dev.trierarch.catalog.constraint;

import dev.trierarch.catalog.form.Form;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A text must have a form; an absent or empty one is {@link Required}'s to refuse. */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = WellFormed.Validator.class)
public @interface WellFormed {

  /** The form. */
  Form value();

  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Asks the form. */
  final class Validator implements ConstraintValidator<WellFormed, String> {

    private Form form = Form.TRIMMED;

    @Override
    public void initialize(WellFormed wellFormed) {
      form = wellFormed.value();
    }

    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
      return text == null
          || (text.isEmpty() && !form.refusesEmpty())
          || Fault.sayInvalid(context, form.problems(text));
    }
  }
}
