package dev.trierarch.catalog.constraint;

import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.FieldErrors.Reason;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Optional;

/** A text must be one of a few; or nothing, which is {@link Required}'s to refuse. */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = OneOf.Validator.class)
public @interface OneOf {

  /** The supported texts. */
  String[] value();

  /** Whether nothing will do as well. */
  boolean orNothing() default true;

  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Compares. */
  final class Validator implements ConstraintValidator<OneOf, String> {

    private List<String> supported = List.of();
    private boolean orNothing;

    @Override
    public void initialize(OneOf oneOf) {
      supported = List.of(oneOf.value());
      orNothing = oneOf.orNothing();
    }

    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
      return (orNothing && (text == null || text.isEmpty()))
          || (text != null && supported.contains(text))
          || Fault.say(
              context,
              List.of(
                  new Fault(
                      Reason.NOT_SUPPORTED,
                      text == null ? Optional.of("") : Optional.empty(),
                      FieldErrors.supportedValues(supported))));
    }
  }
}
