package dev.trierarch.registry;

import dev.trierarch.catalog.ResourceType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The metadata that the server owns: what of it a writer may not set, and how it is kept. */
final class Metas {

  private static final List<String> SERVER_FIELDS =
      List.of(
          "uid",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "generation",
          "selfLink");

  private static final List<String> EMPTY_IS_ABSENT = List.of("labels", "annotations");

  private Metas() {}

  /** Clears what a creator may not set and gives the object its identity. */
  static void begin(ObjectNode object, String uid, Instant now) {
    ObjectNode metadata = Trees.metadata(object);
    SERVER_FIELDS.forEach(metadata::remove);
    metadata.put("uid", uid);
    metadata.put("creationTimestamp", time(now));
  }

  /** Puts back what no update may change. */
  static void keep(ObjectNode object, ObjectNode old) {
    ObjectNode metadata = Trees.metadata(object);
    SERVER_FIELDS.forEach(field -> Trees.copyField(old.path("metadata"), metadata, field));
  }

  /** Empty labels and annotations are none. */
  static void tidy(ObjectNode object) {
    ObjectNode metadata = Trees.metadata(object);
    for (String field : EMPTY_IS_ABSENT) {
      if (metadata.path(field).isObject() && metadata.path(field).isEmpty()) {
        metadata.remove(field);
      }
    }
  }

  /** Makes the object's namespace the request's, or refuses. */
  static void placeInNamespace(ResourceType type, String namespace, ObjectNode object) {
    ObjectNode metadata = Trees.metadata(object);
    if (!type.namespaced()) {
      metadata.remove("namespace");
      return;
    }
    String own = Trees.text(metadata, "namespace");
    if (!own.isEmpty() && !own.equals(namespace)) {
      throw ApiErrors.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    metadata.put("namespace", namespace);
  }

  static String name(JsonNode object) {
    return Trees.text(object, "metadata", "name");
  }

  static String uid(JsonNode object) {
    return Trees.text(object, "metadata", "uid");
  }

  static String resourceVersion(JsonNode object) {
    return Trees.text(object, "metadata", "resourceVersion");
  }

  static boolean isDeleting(JsonNode object) {
    return !Trees.text(object, "metadata", "deletionTimestamp").isEmpty();
  }

  static List<String> finalizers(JsonNode object) {
    List<String> finalizers = new ArrayList<>();
    Trees.at(object, "metadata", "finalizers").forEach(f -> finalizers.add(f.asString("")));
    return finalizers;
  }

  /** As Kubernetes writes a time: to the second, in UTC. */
  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
