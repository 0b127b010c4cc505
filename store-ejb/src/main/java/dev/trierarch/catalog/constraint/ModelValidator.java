package dev.trierarch.catalog.constraint;

import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.FieldErrors.Reason;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.HibernateValidatorConfiguration;
import org.hibernate.validator.cfg.ConstraintMapping;
import org.hibernate.validator.engine.HibernateConstraintViolation;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import tools.jackson.databind.JsonNode;

/** Bean Validation of single properties of the model classes. */
final class ModelValidator {

  private static final ModelConstraints NO_ROWS = new ModelConstraints(null);

  private final Map<Class<?>, ModelConstraints> rows;
  private final Validator validator;

  ModelValidator(Consumer<ConstraintTable> tables) {
    HibernateValidatorConfiguration configuration =
        Validation.byProvider(HibernateValidator.class)
            .configure()
            .ignoreXmlConfiguration()
            .messageInterpolator(new ParameterMessageInterpolator());
    ConstraintMapping mapping = configuration.createConstraintMapping();
    ConstraintTable table = new ConstraintTable(mapping);
    tables.accept(table);
    rows = table.rows();
    // Its factory is never closed: it lives as long as the server.
    validator = configuration.addMapping(mapping).buildValidatorFactory().getValidator();
  }

  boolean hasRows(Class<?> model) {
    return rows.containsKey(model);
  }

  ModelConstraints rows(Class<?> model) {
    return rows.getOrDefault(model, NO_ROWS);
  }

  boolean isRequired(Class<?> model, String field) {
    return validator
        .getConstraintsForClass(model)
        .getConstraintsForProperty(field)
        .getConstraintDescriptors()
        .stream()
        .anyMatch(constraint -> refusesNothing(constraint.getAnnotation()));
  }

  private static boolean refusesNothing(Annotation constraint) {
    return constraint instanceof Required
        || (constraint instanceof OneOf oneOf && !oneOf.orNothing());
  }

  /** Whether a property's value is as it must be; adds what is wrong with it. */
  boolean passes(Property property, JsonNode node, Place place, FieldErrors errors) {
    var violations =
        validator.validateValue(property.model(), property.field(), Leaves.value(property, node));
    // What is missing has no form that could be wrong too.
    boolean missing = violations.stream().anyMatch(ModelValidator::isMissing);
    for (ConstraintViolation<?> violation : violations) {
      if (!missing || isMissing(violation)) {
        report(violation, property, node, place, errors);
      }
    }
    return violations.isEmpty();
  }

  private static boolean isMissing(ConstraintViolation<?> violation) {
    return faults(violation).get(0).reason() == Reason.REQUIRED;
  }

  private static void report(
      ConstraintViolation<?> violation,
      Property property,
      JsonNode node,
      Place place,
      FieldErrors errors) {
    Place wrong = place;
    JsonNode value = node;
    for (Path.Node step : violation.getPropertyPath()) {
      if (step.getIndex() != null) {
        wrong = place.element(step.getIndex());
        value = node.path(step.getIndex());
      } else if (step.getKey() != null) {
        wrong = place.element(step.getKey());
        value = node.path(step.getKey().toString());
      }
    }
    for (Fault fault : faults(violation)) {
      fault.addTo(errors, wrong.path(), property.shown(value));
    }
  }

  private static List<Fault> faults(ConstraintViolation<?> violation) {
    return ((HibernateConstraintViolation<?>) violation)
        .getDynamicPayload(Fault.All.class)
        .faults();
  }
}
