package dev.trierarch.registry;

import dev.trierarch.catalog.ObjectKind;
import dev.trierarch.registry.WriteOptions.FieldValidation;
import dev.trierarch.schema.DecodeException;
import dev.trierarch.schema.Schemas;
import dev.trierarch.schema.StructuralDecoder;
import dev.trierarch.schema.StructuralDecoder.Decoded;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a client sent as an object of the kind that belongs there. */
public final class KindDecoder {

  /**
   * @param warnings what the client is to be told of its fields
   */
  public record Read(ObjectNode object, List<String> warnings) {}

  private final Schemas schemas;

  public KindDecoder(Schemas schemas) {
    this.schemas = schemas;
  }

  /**
   * The object in order: without nulls and empty lists, its times and quantities canonical.
   *
   * @param served gets the apiVersion and kind where it names none
   * @throws ApiException 400 when it is of another kind, does not fit the kind's schema or, under
   *     strict validation, has a field that the kind does not know
   */
  public Read read(ObjectKind kind, ObjectNode served, FieldValidation validation) {
    agree(kind, served);
    Decoded decoded = decode(kind, served);
    List<String> problems = decoded.problems();
    if (validation == FieldValidation.STRICT && !problems.isEmpty()) {
      throw new UnreadableObjectException(
          DecodeException.badRequestMessage(kind, decoded.strictMessage()));
    }
    ObjectNode object = decoded.object();
    Trees.tidy(object);
    return new Read(object, validation == FieldValidation.WARN ? problems : List.of());
  }

  private Decoded decode(ObjectKind kind, ObjectNode served) {
    try {
      return StructuralDecoder.decode(served, schemas.of(kind));
    } catch (DecodeException e) {
      ApiException refusal = new UnreadableObjectException(e.badRequestMessage(kind));
      refusal.addSuppressed(e);
      throw refusal;
    }
  }

  private static void agree(ObjectKind wanted, ObjectNode object) {
    String apiVersion = Trees.text(object, "apiVersion");
    String kind = Trees.text(object, "kind");
    if (!kind.isEmpty() && !kind.equals(wanted.kind())) {
      throw new UnreadableObjectException(
          "%s in version \"%s\" cannot be handled as a %s: the kind does not match"
              .formatted(
                  kind, apiVersion.isEmpty() ? wanted.apiVersion() : apiVersion, wanted.kind()));
    }
    if (!apiVersion.isEmpty() && !apiVersion.equals(wanted.apiVersion())) {
      throw new UnreadableObjectException(
          "the API version in the data (%s) does not match the expected API version (%s)"
              .formatted(apiVersion, wanted.apiVersion()));
    }
    object.put("apiVersion", wanted.apiVersion());
    object.put("kind", wanted.kind());
  }
}
