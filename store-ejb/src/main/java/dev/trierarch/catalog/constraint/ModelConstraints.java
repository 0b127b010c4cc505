package dev.trierarch.catalog.constraint;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.validator.cfg.ConstraintDef;
import org.hibernate.validator.cfg.context.ContainerElementConstraintMappingContext;
import org.hibernate.validator.cfg.context.PropertyConstraintMappingContext;
import org.hibernate.validator.cfg.context.TypeConstraintMappingContext;

/** The constraints on one model class, a row for each of its fields. */
public final class ModelConstraints {

  private static final int MAP_VALUE = 1;

  private final TypeConstraintMappingContext<?> type;
  private final Map<String, PropertyConstraintMappingContext> fields = new HashMap<>();
  private final Set<String> implied = new HashSet<>();
  private final Set<String> numbers = new HashSet<>();
  private final Set<String> unchecked = new HashSet<>();

  ModelConstraints(TypeConstraintMappingContext<?> type) {
    this.type = type;
  }

  /** What a field must be. */
  public ModelConstraints field(String name, ConstraintDef<?, ?>... constraints) {
    List.of(constraints).forEach(mapped(name)::constraint);
    return this;
  }

  /** What a number must be, which is zero where nothing is said. */
  public ModelConstraints number(String name, ConstraintDef<?, ?>... constraints) {
    numbers.add(name);
    return field(name, constraints);
  }

  /** What each element of a list must be. */
  public ModelConstraints each(String name, ConstraintDef<?, ?>... constraints) {
    return elements(mapped(name).containerElementType(), constraints);
  }

  /** What each value of a map must be. */
  public ModelConstraints values(String name, ConstraintDef<?, ?>... constraints) {
    return elements(mapped(name).containerElementType(MAP_VALUE), constraints);
  }

  private ModelConstraints elements(
      ContainerElementConstraintMappingContext elements, ConstraintDef<?, ?>... constraints) {
    List.of(constraints).forEach(elements::constraint);
    return this;
  }

  /** Objects that are there, and held to their constraints, even where nothing is said of them. */
  public ModelConstraints implied(String... names) {
    implied.addAll(List.of(names));
    return this;
  }

  /** Objects that are taken as they are. */
  public ModelConstraints unchecked(String... names) {
    unchecked.addAll(List.of(names));
    return this;
  }

  private PropertyConstraintMappingContext mapped(String name) {
    return fields.computeIfAbsent(name, type::field);
  }

  boolean constrains(String name) {
    return fields.containsKey(name);
  }

  boolean implies(String name) {
    return implied.contains(name);
  }

  boolean isNumber(String name) {
    return numbers.contains(name);
  }

  boolean leavesUnchecked(String name) {
    return unchecked.contains(name);
  }
}
