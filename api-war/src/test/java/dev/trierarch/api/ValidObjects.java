package dev.trierarch.api;

import dev.trierarch.api.resource.Json;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.registry.ApiException;
import dev.trierarch.schema.Schemas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Random objects that validation takes: a random one is laid around the smallest valid one of its
 * kind, and what a write is refused for is taken back, part by larger part, until it is taken.
 */
public final class ValidObjects {

  /** What was written in the end, and what came of it. */
  public record Accepted<T>(ObjectNode object, T result) {}

  private static final int ATTEMPTS_MAX = 300;

  private final JsonNode smallest =
      Json.YAML.readTree(ValidObjects.class.getResourceAsStream("/smallest-objects.yaml"));
  private final RandomObjects objects;
  private final RandomGenerator random;

  public ValidObjects(RandomGenerator random) {
    this.random = random;
    this.objects = new RandomObjects(random);
  }

  /** The smallest valid object of a kind. */
  public ObjectNode smallest(ResourceType type, String name) {
    String resource = type.group().isEmpty() ? type.plural() : type.plural() + "." + type.group();
    JsonNode own = smallest.path(resource);
    JsonNode known = own.isString() ? smallest.path(own.stringValue()) : own;
    ObjectNode object = Json.object(type.apiVersion(), type.kind());
    if (known instanceof ObjectNode fields) {
      object.setAll(fields.deepCopy());
    }
    ObjectNode metadata = object.withObjectProperty("metadata");
    if (!metadata.has("name")) {
      metadata.put("name", name);
    }
    return object;
  }

  /** A random object around the smallest one; only labels and annotations of its metadata. */
  public ObjectNode around(ResourceType type, ObjectNode small) {
    ObjectNode object = objects.object(Schemas.builtIn().of(type), type.apiVersion(), type.kind());
    object.withObjectProperty("metadata").retain("labels", "annotations");
    lay(small, object);
    return object;
  }

  private static void lay(ObjectNode small, ObjectNode over) {
    small
        .properties()
        .forEach(each -> over.set(each.getKey(), laid(each.getValue(), over.get(each.getKey()))));
  }

  private static JsonNode laid(JsonNode small, JsonNode large) {
    if (small instanceof ObjectNode fields && large instanceof ObjectNode over) {
      lay(fields, over);
      return over;
    }
    if (small instanceof ArrayNode items && large instanceof ArrayNode over) {
      for (int i = 0; i < items.size(); i++) {
        if (i < over.size()) {
          over.set(i, laid(items.get(i), over.get(i)));
        } else {
          over.add(items.get(i).deepCopy());
        }
      }
      return over;
    }
    return small.deepCopy();
  }

  /**
   * Writes an object until it is taken.
   *
   * @param small what is never taken back
   */
  public <T> Accepted<T> untilAccepted(
      ObjectNode object, ObjectNode small, Function<ObjectNode, T> write) {
    Map<String, Integer> complaints = new HashMap<>();
    ObjectNode tried = object;
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      try {
        return new Accepted<>(tried, write.apply(tried.deepCopy()));
      } catch (ApiException refusal) {
        tried = attempt == ATTEMPTS_MAX - 2 ? small : without(tried, small, refusal, complaints);
      }
    }
    throw new AssertionError("not even the smallest object is taken: " + small);
  }

  private ObjectNode without(
      ObjectNode object, ObjectNode small, ApiException refusal, Map<String, Integer> complaints) {
    List<String> fields = new ArrayList<>();
    if (refusal.details() != null) {
      refusal.details().causes().forEach(cause -> fields.add(cause.field()));
    }
    fields.removeIf(field -> field == null || field.isEmpty() || !field.matches("[a-zA-Z].*"));
    if (fields.isEmpty()) {
      fields.add(anyField(object));
    }
    JsonNode rest = object.deepCopy();
    for (int i = fields.size() - 1; i >= 0; i--) {
      FieldPath path = FieldPath.parse(fields.get(i));
      int before = complaints.merge(path.toString(), 1, Integer::sum) - 1;
      rest = path.shortened(before).takenBack(rest, small);
    }
    return (ObjectNode) rest;
  }

  private String anyField(ObjectNode object) {
    List<String> fields = new ArrayList<>();
    object
        .properties()
        .forEach(
            each -> {
              fields.add(each.getKey());
              each.getValue()
                  .propertyNames()
                  .forEach(name -> fields.add(each.getKey() + "." + name));
            });
    fields.removeIf(field -> field.equals("kind") || field.equals("apiVersion"));
    return fields.get(random.nextInt(fields.size()));
  }
}
