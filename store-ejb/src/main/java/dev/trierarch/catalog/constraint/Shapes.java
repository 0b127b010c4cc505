package dev.trierarch.catalog.constraint;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Reads the shapes of model classes, each when it is first walked. */
final class Shapes {

  private static final String MODEL_PACKAGE = "io.fabric8.";

  private final ModelValidator validator;
  private final Map<Class<?>, Shape> shapes = new ConcurrentHashMap<>();

  Shapes(ModelValidator validator) {
    this.validator = validator;
  }

  Shape of(Class<?> model) {
    return shapes.computeIfAbsent(model, this::read);
  }

  private Shape read(Class<?> model) {
    Map<String, Property> properties = new LinkedHashMap<>();
    fields(model)
        .map(field -> property(model, field))
        .filter(property -> property.constrained() || property.below() != null)
        .forEach(property -> properties.put(property.name(), property));
    List<Property> alwaysAsked = properties.values().stream().filter(this::isAlwaysAsked).toList();
    return new Shape(properties, alwaysAsked);
  }

  private boolean isAlwaysAsked(Property property) {
    return property.implied()
        || property.number()
        || (property.constrained() && validator.isRequired(property.model(), property.field()));
  }

  private Property property(Class<?> model, Field field) {
    ModelConstraints declared = validator.rows(model);
    String name = field.getName();
    Class<?> element = element(field.getGenericType());
    boolean leadsOn = !declared.leavesUnchecked(name) && leadsOn(element, new HashSet<>());
    return new Property(
        model,
        jsonName(field),
        name,
        field.getType(),
        element,
        declared.constrains(name),
        declared.isNumber(name),
        declared.implies(name),
        leadsOn ? () -> of(element) : null,
        new KnownValues());
  }

  /** Whether a class, or one below it, has constraints. */
  private boolean leadsOn(Class<?> model, Set<Class<?>> seen) {
    if (!model.getName().startsWith(MODEL_PACKAGE) || !seen.add(model)) {
      return false;
    }
    return validator.hasRows(model)
        || fields(model).anyMatch(field -> leadsOn(element(field.getGenericType()), seen));
  }

  private static Stream<Field> fields(Class<?> model) {
    return Stream.of(model.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()));
  }

  private static String jsonName(Field field) {
    JsonProperty named = field.getAnnotation(JsonProperty.class);
    return named == null || named.value().isEmpty() ? field.getName() : named.value();
  }

  /** The class of a list's elements or a map's values; of anything else, its own. */
  private static Class<?> element(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      Type[] arguments = parameterized.getActualTypeArguments();
      return element(arguments[arguments.length - 1]);
    }
    return type instanceof Class<?> plain ? plain : Object.class;
  }
}
