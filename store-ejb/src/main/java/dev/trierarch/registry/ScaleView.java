package dev.trierarch.registry;

import dev.trierarch.catalog.ObjectKind;
import dev.trierarch.catalog.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The {@code autoscaling/v1 Scale} that stands for an object with replicas. */
public final class ScaleView {

  static final ObjectKind KIND = new ObjectKind("autoscaling/v1", "Scale");

  /** What says which object a Scale is meant for. */
  private static final List<String> IDENTITY =
      List.of("name", "namespace", "uid", "resourceVersion");

  private ScaleView() {}

  /** What {@code GET …/scale} shows of an object. */
  public static ObjectNode of(ResourceType type, JsonNode object) {
    ObjectNode scale = JsonNodeFactory.instance.objectNode();
    scale.put("kind", KIND.kind());
    scale.put("apiVersion", KIND.apiVersion());
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

  /** Puts what a Scale wants, and of which object it wants it, into the object. */
  static void applyTo(JsonNode scale, ObjectNode object) {
    identify(scale, object);
    int wanted = scale.path("spec").path("replicas").asInt(0);
    Trees.child(object, "spec").put("replicas", wanted);
  }

  /** What an applied Scale says of the object: the replicas only where it names them. */
  static ObjectNode applied(ResourceType type, JsonNode scale) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    identify(scale, object);
    JsonNode wanted = scale.path("spec").path("replicas");
    if (!wanted.isMissingNode()) {
      Trees.child(object, "spec").set("replicas", wanted);
    }
    return object;
  }

  private static void identify(JsonNode scale, ObjectNode object) {
    ObjectNode metadata = Trees.metadata(object);
    IDENTITY.forEach(field -> Trees.copyField(scale.path("metadata"), metadata, field));
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
