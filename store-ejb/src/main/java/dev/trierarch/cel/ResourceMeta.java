package dev.trierarch.cel;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What expressions may speak of at the root of every resource, whatever its schema says. */
final class ResourceMeta {

  static final Map<String, JsonNode> PROPERTIES =
      Map.of("apiVersion", text(), "kind", text(), "metadata", metadata());
  static final Set<String> NAMES = PROPERTIES.keySet();

  private ResourceMeta() {}

  private static ObjectNode text() {
    return JsonNodeFactory.instance.objectNode().put("type", "string");
  }

  private static ObjectNode metadata() {
    ObjectNode metadata = JsonNodeFactory.instance.objectNode().put("type", "object");
    metadata.putObject("properties").set("name", text()).set("generateName", text());
    return metadata;
  }
}
