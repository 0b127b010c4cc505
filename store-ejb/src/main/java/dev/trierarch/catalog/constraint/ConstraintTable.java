package dev.trierarch.catalog.constraint;

import java.util.HashMap;
import java.util.Map;
import org.hibernate.validator.cfg.ConstraintMapping;

/** Where groups declare the constraints on their model classes. */
public final class ConstraintTable {

  private final ConstraintMapping mapping;
  private final Map<Class<?>, ModelConstraints> rows = new HashMap<>();

  ConstraintTable(ConstraintMapping mapping) {
    this.mapping = mapping;
  }

  /** Begins the rows of a model class, which has them in one place. */
  public ModelConstraints of(Class<?> model) {
    ModelConstraints constraints = new ModelConstraints(mapping.type(model).ignoreAllAnnotations());
    rows.put(model, constraints);
    return constraints;
  }

  Map<Class<?>, ModelConstraints> rows() {
    return rows;
  }
}
