package dev.trierarch.registry;

import dev.trierarch.catalog.ResourceType;
import java.util.Map;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The {@code autoscaling/v1 Scale} that stands for an object with replicas. */
public final class ScaleView {

  private ScaleView() {}

  /** What {@code GET …/scale} shows of an object. */
  public static ObjectNode of(ResourceType type, JsonNode object) {
    ObjectNode scale = JsonNodeFactory.instance.objectNode();
    scale.put("kind", "Scale");
    scale.put("apiVersion", "autoscaling/v1");
    ObjectNode metadata = scale.putObject("metadata");
    for (String field :
        new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
      JsonNode value = object.path("metadata").path(field);
      if (!value.isMissingNode()) {
        metadata.set(field, value);
      }
    }
    ObjectNode spec = scale.putObject("spec");
    int wanted = object.path("spec").path("replicas").asInt(0);
    if (wanted != 0) {
      spec.put("replicas", wanted);
    }
    ObjectNode status = scale.putObject("status");
    status.put("replicas", object.path("status").path("replicas").asInt(0));
    String selector = selector(type, object.path("spec").path("selector"));
    if (!selector.isEmpty()) {
      status.put("selector", selector);
    }
    return scale;
  }

  /** Puts what a Scale wants into the object that it stands for. */
  static void applyTo(JsonNode scale, ObjectNode object) {
    JsonNode wanted = scale.path("spec").path("replicas");
    object.withObject("/spec").put("replicas", wanted.asInt(0));
    JsonNode revision = scale.path("metadata").path("resourceVersion");
    if (revision.isString()) {
      object.withObject("/metadata").set("resourceVersion", revision);
    }
  }

  /** The text form of a selector, as {@code kubectl -l} takes it. */
  private static String selector(ResourceType type, JsonNode selector) {
    boolean plainLabels = type.kind().equals("ReplicationController");
    StringJoiner terms = new StringJoiner(",");
    JsonNode labels = plainLabels ? selector : selector.path("matchLabels");
    for (Map.Entry<String, JsonNode> label : labels.properties()) {
      terms.add(label.getKey() + "=" + label.getValue().asString(""));
    }
    for (JsonNode e : selector.path("matchExpressions")) {
      terms.add(term(e));
    }
    return terms.toString();
  }

  private static String term(JsonNode expression) {
    String key = expression.path("key").asString("");
    StringJoiner values = new StringJoiner(",", "(", ")");
    expression.path("values").forEach(value -> values.add(value.asString("")));
    return switch (expression.path("operator").asString("")) {
      case "In" -> key + " in " + values;
      case "NotIn" -> key + " notin " + values;
      case "DoesNotExist" -> "!" + key;
      default -> key;
    };
  }
}
