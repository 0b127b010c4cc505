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

/**
 * Every key of a map must have a form; what is wrong is said of the whole map, or of the key's
 * value.
 */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Keys.Validator.class)
public @interface Keys {

  /** The form. */
  Form value();

  /** Whether it is said of the key's value. */
  boolean atKey() default false;

  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Asks the form, and names the keys that have it not. */
  final class Validator implements ConstraintValidator<Keys, Map<?, ?>> {

    private Form form = Form.TRIMMED;
    private boolean atKey;

    @Override
    public void initialize(Keys keys) {
      form = keys.value();
      atKey = keys.atKey();
    }

    @Override
    public boolean isValid(Map<?, ?> map, ConstraintValidatorContext context) {
      List<Fault> faults = new ArrayList<>();
      if (map != null) {
        map.keySet().forEach(key -> faults.addAll(faults((String) key)));
      }
      return Fault.say(context, faults);
    }

    private List<Fault> faults(String key) {
      return atKey ? Fault.ofKey(form, key) : Fault.of(form, key);
    }
  }
}
