package dev.trierarch.catalog.constraint;

import io.fabric8.kubernetes.api.model.IntOrString;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/** A count or a percentage must not be negative. */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = CountOrPercentage.Validator.class)
public @interface CountOrPercentage {

  /** Whether a percentage must not be more than all. */
  boolean allAtMost() default false;

  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Looks at whichever it is. */
  final class Validator implements ConstraintValidator<CountOrPercentage, IntOrString> {

    private static final Pattern PERCENTAGE = Pattern.compile("[0-9]+%");

    private static final BigInteger ALL = BigInteger.valueOf(100);

    private boolean allAtMost;

    @Override
    public void initialize(CountOrPercentage constraint) {
      allAtMost = constraint.allAtMost();
    }

    @Override
    public boolean isValid(IntOrString count, ConstraintValidatorContext context) {
      if (count == null) {
        return true;
      }
      if (count.getStrVal() == null) {
        return count.getIntVal() >= 0
            || Fault.sayInvalid(context, List.of("must be greater than or equal to 0"));
      }
      return percentage(count.getStrVal(), context);
    }

    private boolean percentage(String text, ConstraintValidatorContext context) {
      if (PERCENTAGE.matcher(text).matches()) {
        return !allAtMost
            || isAllAtMost(text)
            || Fault.sayInvalid(context, List.of("must not be greater than 100%"));
      }
      return Fault.sayInvalid(
          context,
          List.of(
              "a valid percent string must be a numeric string followed by an ending '%' (e.g."
                  + " '1%',  or '93%', regex used for validation is '[0-9]+%')"));
    }

    private static boolean isAllAtMost(String percentage) {
      String number = percentage.substring(0, percentage.length() - 1);
      return new BigInteger(number).compareTo(ALL) <= 0;
    }
  }
}
