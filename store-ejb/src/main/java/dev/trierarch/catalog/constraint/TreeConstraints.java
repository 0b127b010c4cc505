package dev.trierarch.catalog.constraint;

import dev.trierarch.catalog.FieldErrors;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Holds trees to the constraints on their model classes: it walks a tree and the classes together,
 * and makes a typed value of nothing but the constrained leaves.
 */
public final class TreeConstraints {

  private final ModelValidator validator;
  private final Shapes shapes;

  /** With the constraints that {@code tables} declares. */
  public TreeConstraints(Consumer<ConstraintTable> tables) {
    validator = new ModelValidator(tables);
    shapes = new Shapes(validator);
  }

  /** Adds what is wrong with an object in those of its fields that are to be looked at. */
  public void check(Class<?> model, JsonNode object, Predicate<String> fields, FieldErrors errors) {
    object(shapes.of(model), object, fields, Place.OBJECT, errors);
  }

  private void object(Shape shape, JsonNode object, Place place, FieldErrors errors) {
    object(shape, object, name -> true, place, errors);
  }

  private void object(
      Shape shape, JsonNode object, Predicate<String> fields, Place place, FieldErrors errors) {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      Property property = shape.properties().get(entry.getKey());
      if (property != null && fields.test(property.name())) {
        property(property, entry.getValue(), place.field(property.name()), errors);
      }
    }
    for (Property property : shape.alwaysAsked()) {
      if (!object.has(property.name()) && fields.test(property.name())) {
        property(property, MissingNode.getInstance(), place.field(property.name()), errors);
      }
    }
  }

  private void property(Property property, JsonNode value, Place place, FieldErrors errors) {
    if (property.constrained() && !property.known().contains(value)) {
      if (validator.passes(property, value, place, errors)) {
        property.known().add(value);
      }
    }
    if (property.below() != null) {
      below(property, value, place, errors);
    }
  }

  private void below(Property property, JsonNode value, Place place, FieldErrors errors) {
    Shape shape = property.below().get();
    if (property.type() == List.class) {
      for (int i = 0; i < value.size(); i++) {
        object(shape, value.path(i), place.element(i), errors);
      }
    } else if (property.type() == Map.class) {
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        object(shape, entry.getValue(), place.element(entry.getKey()), errors);
      }
    } else if (value.isObject() || property.implied()) {
      object(shape, value, place, errors);
    }
  }
}
