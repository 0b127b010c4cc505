package dev.trierarch.registry;

import dev.trierarch.catalog.ResourceType;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Takes in an object as a client sent it and hands on what is to be stored. */
final class Intake {

  /** The object in the stored version, and what the client is to be warned of. */
  record Taken(ObjectNode object, List<String> warnings) {}

  /** Checks that the object is of the type that the request names, and puts it in order. */
  Taken take(ResourceType type, ObjectNode served, WriteOptions options) {
    List<String> warnings = new ArrayList<>();
    agree(type, served);
    Trees.tidy(served);
    ObjectNode stored = type.conversion().toStored(served);
    Metas.tidy(stored);
    return new Taken(stored, warnings);
  }

  private static void agree(ResourceType type, ObjectNode object) {
    String apiVersion = Trees.text(object, "apiVersion");
    String kind = Trees.text(object, "kind");
    if (!kind.isEmpty() && !kind.equals(type.kind())) {
      throw ApiErrors.badRequest(
          "%s in version \"%s\" cannot be handled as a %s: the kind does not match"
              .formatted(kind, apiVersion.isEmpty() ? type.apiVersion() : apiVersion, type.kind()));
    }
    if (!apiVersion.isEmpty() && !apiVersion.equals(type.apiVersion())) {
      throw ApiErrors.badRequest(
          "the API version in the data (%s) does not match the expected API version (%s)"
              .formatted(apiVersion, type.apiVersion()));
    }
    object.put("apiVersion", type.apiVersion());
    object.put("kind", type.kind());
  }
}
