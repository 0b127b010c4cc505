package dev.trierarch.system;

import dev.trierarch.catalog.ResourceType;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** One object of every kind, from {@code objects/every-kind.yaml}. */
final class EveryKind {

  static final String NAME = "walk";
  private static final YAMLMapper YAML = YAMLMapper.builder().build();

  private final Map<String, String> objects = new HashMap<>();

  EveryKind(String namespace) {
    try (InputStream in = EveryKind.class.getResourceAsStream("/objects/every-kind.yaml");
        var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(in)) {
      documents.forEachRemaining(
          one -> objects.put(key(one), one.toString().replace("NAMESPACE", namespace)));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A fresh copy, named {@value #NAME} unless the kind wants another name. */
  ObjectNode of(ResourceType type) {
    String text = objects.get(type.apiVersion() + "/" + type.kind());
    if (text == null) {
      throw new IllegalStateException("objects/every-kind.yaml has no " + type.kind());
    }
    ObjectNode object = (ObjectNode) YAML.readTree(text);
    ObjectNode metadata = object.withObject("/metadata");
    if (!metadata.has("name")) {
      metadata.put("name", NAME);
    }
    metadata.withObject("/labels").put("walked", "yes");
    return object;
  }

  private static String key(JsonNode object) {
    return object.path("apiVersion").asString() + "/" + object.path("kind").asString();
  }
}
