package dev.trierarch.schema.generator;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.trierarch.catalog.trierarch.VirtualObject;
import dev.trierarch.schema.generator.Definition.Property;
import dev.trierarch.schema.generator.FactsTable.TypeFacts;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Turns the model classes of our own kinds into definitions, and makes those of their lists. */
final class OwnModels {

  private static final String LIST_META = "#io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta";

  private final Function<Type, String> typeName;

  /**
   * @param typeName how a property's type is written
   */
  OwnModels(Function<Type, String> typeName) {
    this.typeName = typeName;
  }

  static boolean isOwn(Class<?> model) {
    return model.getPackage().equals(VirtualObject.class.getPackage());
  }

  List<Definition> read(TypeFacts facts, Class<?> model) {
    List<Property> properties = properties(model);
    String description = model.getAnnotation(JsonClassDescription.class).value();
    boolean kind = VirtualObject.class.isAssignableFrom(model);
    Definition definition = definition(facts, facts.definition(), description, kind, properties);
    return kind ? List.of(definition, list(facts)) : List.of(definition);
  }

  private List<Property> properties(Class<?> model) {
    List<Property> properties = new ArrayList<>();
    for (Class<?> type = model; type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.isAnnotationPresent(JsonUnwrapped.class)) {
          properties.addAll(properties(field.getType()));
        } else if (!Modifier.isStatic(field.getModifiers())) {
          properties.add(property(field));
        }
      }
    }
    return properties;
  }

  private Property property(Field field) {
    String description = field.getAnnotation(JsonPropertyDescription.class).value();
    return property(field.getName(), typeName.apply(field.getGenericType()), description);
  }

  private static Definition list(TypeFacts facts) {
    List<Property> properties =
        List.of(
            property("apiVersion", "string", "The version of this list's schema."),
            property("kind", "string", "What kind of list this is."),
            property("metadata", LIST_META, "The list's revision, and where it goes on."),
            property("items", "[]#" + facts.definition(), "The objects."));
    String description = facts.name() + "List is a list of " + facts.name() + " objects.";
    return definition(facts, facts.definition() + "List", description, true, properties);
  }

  private static Definition definition(
      TypeFacts facts, String name, String description, boolean kind, List<Property> properties) {
    List<Property> sorted =
        properties.stream().sorted(Comparator.comparing(Property::name)).toList();
    return new Definition(name, facts.group(), facts.version(), description, false, kind, sorted);
  }

  private static Property property(String name, String type, String description) {
    return new Property(name, type, description, false, List.of());
  }
}
