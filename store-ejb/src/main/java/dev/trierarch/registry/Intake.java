package dev.trierarch.registry;

import dev.trierarch.catalog.ResourceType;
import dev.trierarch.registry.WriteOptions.FieldValidation;
import dev.trierarch.schema.DecodeException;
import dev.trierarch.schema.Schemas;
import dev.trierarch.schema.StructuralDecoder;
import dev.trierarch.schema.StructuralDecoder.Decoded;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Takes in an object as a client sent it and hands on what is to be stored. */
final class Intake {

  /** The object in the stored version, and what the client is to be warned of. */
  record Taken(ObjectNode object, List<String> warnings) {}

  private final Schemas schemas;

  Intake(Schemas schemas) {
    this.schemas = schemas;
  }

  /** Checks that the object is of the type that the request names, and puts it in order. */
  Taken take(ResourceType type, ObjectNode served, WriteOptions options) {
    agree(type, served);
    Decoded decoded = decode(type, served);
    List<String> problems = decoded.problems();
    if (options.fieldValidation() == FieldValidation.STRICT && !problems.isEmpty()) {
      throw ApiErrors.badRequest(DecodeException.badRequestMessage(type, decoded.strictMessage()));
    }
    ObjectNode object = decoded.object();
    Trees.tidy(object);
    ObjectNode stored = type.conversion().toStored(object);
    Metas.tidy(stored);
    return new Taken(
        stored, options.fieldValidation() == FieldValidation.WARN ? problems : List.of());
  }

  private Decoded decode(ResourceType type, ObjectNode served) {
    try {
      return StructuralDecoder.decode(served, schemas.of(type));
    } catch (DecodeException e) {
      ApiException refusal = ApiErrors.badRequest(e.badRequestMessage(type));
      refusal.addSuppressed(e);
      throw refusal;
    }
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
