package dev.trierarch.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The types of what a structural schema describes. Those of fields are made when they are asked
 * for: most of a schema is not spoken of. Used by one thread, which is why it need not be as
 * immutable as the library has it.
 */
@SuppressWarnings("Immutable")
final class SchemaTypes implements CelTypeProvider {

  private final Map<String, CelType> types = new HashMap<>();

  /** The type of values of a schema; empty where expressions have none for them. */
  Optional<CelType> of(JsonNode schema, boolean resource, String name) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean(false)) {
      return Optional.of(SimpleType.DYN);
    }
    return switch (resource ? "object" : schema.path("type").asString("")) {
      case "array" -> of(schema.path("items"), name + ".@idx").map(ListType::create);
      case "object" -> object(schema, resource, name);
      case "string" -> Optional.of(text(schema.path("format").asString("")));
      case "boolean" -> Optional.of(SimpleType.BOOL);
      case "number" -> Optional.of(SimpleType.DOUBLE);
      case "integer" -> Optional.of(SimpleType.INT);
      default -> Optional.empty();
    };
  }

  private Optional<CelType> of(JsonNode schema, String name) {
    return of(schema, schema.path("x-kubernetes-embedded-resource").asBoolean(false), name);
  }

  private Optional<CelType> object(JsonNode schema, boolean resource, String name) {
    JsonNode values = schema.path("additionalProperties");
    if (values.isObject() && !resource) {
      return of(values, name + ".@elem").map(value -> MapType.create(SimpleType.STRING, value));
    }
    ImmutableMap.Builder<String, JsonNode> builder = ImmutableMap.builder();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      boolean ofResource = resource && ResourceMeta.NAMES.contains(property.getKey());
      if (!ofResource && isTyped(property.getValue())) {
        PropertyNames.escaped(property.getKey())
            .ifPresent(escaped -> builder.put(escaped, property.getValue()));
      }
    }
    if (resource) {
      builder.putAll(ResourceMeta.PROPERTIES);
    }
    ImmutableMap<String, JsonNode> fields = builder.buildOrThrow();
    CelType type =
        StructType.create(
            name,
            ImmutableSet.copyOf(fields.keySet()),
            field ->
                Optional.ofNullable(fields.get(field))
                    .flatMap(property -> of(property, name + "." + field)));
    types.put(name, type);
    return Optional.of(type);
  }

  /** Whether values of a schema have a type; what is below objects does not matter. */
  private static boolean isTyped(JsonNode schema) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean(false)) {
      return true;
    }
    return switch (schema.path("type").asString("")) {
      case "array" -> isTyped(schema.path("items"));
      case "object" -> {
        JsonNode values = schema.path("additionalProperties");
        yield !values.isObject() || isTyped(values);
      }
      case "string", "boolean", "number", "integer" -> true;
      default -> false;
    };
  }

  private static CelType text(String format) {
    return switch (format) {
      case "byte" -> SimpleType.BYTES;
      case "duration" -> SimpleType.DURATION;
      case "date", "date-time" -> SimpleType.TIMESTAMP;
      default -> SimpleType.STRING;
    };
  }

  @Override
  public ImmutableCollection<CelType> types() {
    return ImmutableSet.copyOf(types.values());
  }

  @Override
  public Optional<CelType> findType(String name) {
    return Optional.ofNullable(types.get(name));
  }
}
