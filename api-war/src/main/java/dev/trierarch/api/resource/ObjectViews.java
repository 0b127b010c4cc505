package dev.trierarch.api.resource;

import dev.trierarch.api.protobuf.ProtobufWriter;
import dev.trierarch.catalog.Conversion;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.store.StoredObject;
import tools.jackson.databind.node.ObjectNode;

/** A stored object as one version of its API shows it. */
public final class ObjectViews {

  private ObjectViews() {}

  /**
   * The JSON in the type's version: the stored bytes themselves wherever that is the stored one.
   */
  public static byte[] json(ResourceType type, StoredObject object) {
    return type.conversion() == Conversion.NONE ? object.json() : Json.bytes(tree(type, object));
  }

  /** A tree of the caller's own, in the type's version. */
  public static ObjectNode tree(ResourceType type, StoredObject object) {
    return type.conversion().fromStored(object.tree());
  }

  /** What stands for an object when only its metadata is wanted. */
  public static ObjectNode partialMetadata(ObjectNode object, String metaVersion) {
    ObjectNode partial = Json.object("meta.k8s.io/" + metaVersion, "PartialObjectMetadata");
    partial.set("metadata", object.path("metadata"));
    return partial;
  }

  /** The bytes of a tree. */
  public static byte[] encoded(ObjectNode tree, Form.Encoding encoding, boolean pretty) {
    return switch (encoding) {
      case JSON -> pretty ? Json.prettyBytes(tree) : Json.bytes(tree);
      case YAML -> Json.yamlBytes(tree);
      case PROTOBUF -> ProtobufWriter.object(tree);
    };
  }
}
