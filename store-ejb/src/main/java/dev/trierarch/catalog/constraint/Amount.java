package dev.trierarch.catalog.constraint;

import dev.trierarch.schema.Quantities;
import io.fabric8.kubernetes.api.model.Quantity;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A quantity must be one, and not be negative, or even be more than nothing. */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Amount.Validator.class)
public @interface Amount {

  /** Whether it must be more than nothing. */
  boolean positive() default false;

  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Reads it. */
  final class Validator implements ConstraintValidator<Amount, Quantity> {

    private boolean positive;

    @Override
    public void initialize(Amount constraint) {
      positive = constraint.positive();
    }

    @Override
    public boolean isValid(Quantity quantity, ConstraintValidatorContext context) {
      if (quantity == null) {
        return true;
      }
      Optional<BigDecimal> amount = Quantities.amount(quantity.toString());
      if (amount.isEmpty()) {
        return Fault.sayInvalid(context, List.of(Quantities.FORMAT_MESSAGE));
      }
      if (positive) {
        return amount.get().signum() > 0 || Fault.sayInvalid(context, List.of("must be positive"));
      }
      return amount.get().signum() >= 0
          || Fault.sayInvalid(context, List.of("must be greater than or equal to 0"));
    }
  }
}
