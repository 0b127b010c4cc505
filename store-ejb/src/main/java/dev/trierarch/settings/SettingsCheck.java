package dev.trierarch.settings;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.executable.ExecutableValidator;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** Holds each setting to its constraints before anything starts with it. */
final class SettingsCheck {

  private SettingsCheck() {}

  /**
   * Returns the settings, all of which are usable.
   *
   * @throws IllegalArgumentException naming every setting that is not, its value and what would be
   *     right
   */
  static Settings checked(Settings settings) {
    List<String> problems = new ArrayList<>();
    try (ValidatorFactory factory =
        Validation.byProvider(HibernateValidator.class)
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()) {
      ExecutableValidator validator = factory.getValidator().forExecutables();
      all().forEach(method -> problems.addAll(problems(settings, method, validator)));
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return settings;
  }

  /** The methods that read a setting, ordered by its name. */
  static Stream<Method> all() {
    return Stream.of(Settings.class.getMethods())
        .filter(method -> method.isAnnotationPresent(Setting.class))
        .sorted(Comparator.comparing(method -> method.getAnnotation(Setting.class).value()));
  }

  private static List<String> problems(
      Settings settings, Method method, ExecutableValidator validator) {
    String name = method.getAnnotation(Setting.class).value();
    try {
      Object value = method.invoke(settings);
      return validator.validateReturnValue(settings, method, value).stream()
          .map(ConstraintViolation::getMessage)
          .map(message -> name + "=" + value + ": " + message)
          .toList();
    } catch (InvocationTargetException e) {
      return List.of(e.getCause().getMessage());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
