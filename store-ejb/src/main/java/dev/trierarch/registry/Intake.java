package dev.trierarch.registry;

import dev.trierarch.catalog.ResourceType;
import dev.trierarch.schema.Schemas;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Takes in an object as a client sent it and hands on what is to be stored. */
final class Intake {

  /** The object in the stored version, and what the client is to be warned of. */
  record Taken(ObjectNode object, List<String> warnings) {}

  private final KindDecoder decoder;

  Intake(Schemas schemas) {
    this.decoder = new KindDecoder(schemas);
  }

  /** Checks that the object is of the type that the request names, and puts it in order. */
  Taken take(ResourceType type, ObjectNode served, WriteOptions options) {
    KindDecoder.Read read = decoder.read(type.objectKind(), served, options.fieldValidation());
    ObjectNode stored = type.conversion().toStored(read.object());
    Metas.tidy(stored);
    return new Taken(stored, read.warnings());
  }

  /** The object that stands when a Scale has its way with it. */
  Taken scale(ObjectNode old, ObjectNode scale, WriteOptions options) {
    KindDecoder.Read read = readScale(scale, options);
    ObjectNode object = old.deepCopy();
    ScaleView.applyTo(read.object(), object);
    return new Taken(object, read.warnings());
  }

  /** What is applied of the object that a Scale stands for. */
  ObjectNode appliedScale(ResourceType type, ObjectNode scale, WriteOptions options) {
    return ScaleView.applied(type, readScale(scale, options).object());
  }

  private KindDecoder.Read readScale(ObjectNode scale, WriteOptions options) {
    return decoder.read(ScaleView.KIND, scale, options.fieldValidation());
  }
}
