package dev.trierarch.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trierarch.catalog.BuiltInCatalog;
import dev.trierarch.catalog.ResourceType;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The models that the control plane works with must know every field that the API serves. */
class ModelCoverageTest {

  /**
   * Fields of a feature that is alpha in the served version, and that the models' version has
   * changed. Nobody here reads them; in the stored trees they are kept.
   */
  private static final Set<String> KNOWN_GAPS =
      Set.of(
          "io.k8s.api.core.v1.NodeAllocatableResourceClaimStatus.resources",
          "io.k8s.api.resource.v1.Device.nodeAllocatableResourceMappings");

  private final Set<String> missing = new TreeSet<>();
  private final Set<String> seen = new HashSet<>();

  @Test
  void everyFieldOfTheSchemaIsInTheModel() {
    // Kinds that are not stored are our own: they have no model.
    new BuiltInCatalog()
        .types().stream()
            .filter(ResourceType::stored)
            .forEach(type -> compare(Schemas.builtIn().of(type), type.model()));
    assertThat(seen).hasSizeGreaterThan(300);
    assertThat(missing).isEqualTo(new TreeSet<>(KNOWN_GAPS));
  }

  private void compare(Schema schema, Type type) {
    if (schema.element() != null) {
      if (type instanceof ParameterizedType generic) {
        Type[] arguments = generic.getActualTypeArguments();
        compare(schema.element(), arguments[arguments.length - 1]);
      }
      return;
    }
    if (schema.properties().isEmpty()
        || !(type instanceof Class<?> model)
        || !seen.add(schema.definitionName() + "@" + model.getName())) {
      return;
    }
    Map<String, Type> fields = fields(model);
    schema
        .properties()
        .forEach(
            (name, property) -> {
              if (fields.containsKey(name)) {
                compare(property, fields.get(name));
              } else {
                missing.add(schema.definitionName() + "." + name);
              }
            });
  }

  private static Map<String, Type> fields(Class<?> model) {
    Map<String, Type> fields = new HashMap<>();
    for (Class<?> one = model; one != null && one != Object.class; one = one.getSuperclass()) {
      for (Field field : one.getDeclaredFields()) {
        JsonProperty property = field.getAnnotation(JsonProperty.class);
        if (property != null) {
          fields.put(property.value(), field.getGenericType());
        }
      }
    }
    return fields;
  }
}
