package dev.trierarch.catalog.constraint;

import dev.trierarch.catalog.form.Form;
import io.fabric8.kubernetes.api.model.IntOrString;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

/** A port must be a number that ports have, or a name. */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PortOrName.Validator.class)
public @interface PortOrName {

  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Looks at whichever it is. */
  final class Validator implements ConstraintValidator<PortOrName, IntOrString> {
    @Override
    public boolean isValid(IntOrString port, ConstraintValidatorContext context) {
      if (port == null) {
        return true;
      }
      if (port.getStrVal() != null) {
        return Fault.sayInvalid(context, Form.PORT_NAME.problems(port.getStrVal()));
      }
      return (port.getIntVal() >= 1 && port.getIntVal() <= Constraints.PORT_MAX)
          || Fault.sayInvalid(context, List.of(Constraints.PORT_DETAIL));
    }
  }
}
