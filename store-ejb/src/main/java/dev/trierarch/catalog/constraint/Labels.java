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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every key and value of a map must be a label's. */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Labels.Validator.class)
public @interface Labels {

  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Asks both forms, and names the key or the value that has not its own. */
  final class Validator implements ConstraintValidator<Labels, Map<?, ?>> {
    @Override
    public boolean isValid(Map<?, ?> labels, ConstraintValidatorContext context) {
      List<Fault> faults = new ArrayList<>();
      if (labels != null) {
        labels.forEach(
            (key, value) -> {
              faults.addAll(Fault.of(Form.QUALIFIED_NAME, (String) key));
              faults.addAll(Fault.of(Form.LABEL_VALUE, (String) value));
            });
      }
      return Fault.say(context, faults);
    }
  }
}
