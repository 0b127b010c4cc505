package dev.trierarch.catalog;

import java.util.List;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One kind's strategy at work on an example, with parts of it changed: what table tests call. */
public final class StrategyCase {

  private final ResourceType type;
  private final ResourceStrategy strategy;
  private final String example;

  public StrategyCase(String apiVersion, String kind, String exampleYaml) {
    this.type = new BuiltInCatalog().byKind(apiVersion, kind).orElseThrow();
    this.strategy = type.strategy();
    this.example = exampleYaml;
  }

  public ResourceStrategy strategy() {
    return strategy;
  }

  /** The example with its defaults. */
  public ObjectNode object() {
    ObjectNode object = Trees.yaml(example);
    strategy.setDefaults(object);
    return object;
  }

  /**
   * What is wrong with the example when the value at a pointer is another; {@code -} removes it.
   */
  public List<String> problemsWith(String pointer, String yamlValue) {
    ObjectNode object = Trees.yaml(example);
    change(object, pointer, yamlValue);
    return problemsOf(object);
  }

  /** What is wrong with an object, after its defaults. */
  public List<String> problemsOf(ObjectNode object) {
    FieldErrors errors = new FieldErrors();
    strategy.setDefaults(object);
    ObjectRules.checkCreate(type, object, errors);
    return messages(errors);
  }

  /** What is wrong with such a change of the example's status. */
  public List<String> problemsOfStatus(String before, String after) {
    ObjectNode old = object();
    old.set("status", value(before));
    strategy.setDefaults(old);
    ObjectNode object = object();
    object.set("status", value(after));
    strategy.prepareForStatusUpdate(object, old);
    strategy.setDefaults(object);
    FieldErrors errors = new FieldErrors();
    ObjectRules.checkStatusUpdate(type, object, old, errors);
    return messages(errors);
  }

  /** What the creator of such an object is told. */
  public List<String> warningsWith(String pointer, String yamlValue) {
    ObjectNode object = object();
    change(object, pointer, yamlValue);
    strategy.setDefaults(object);
    return ObjectRules.warningsOfCreate(type, object);
  }

  /** What is wrong with such a change of the example that exists. */
  public List<String> problemsOfUpdate(String pointer, String yamlValue) {
    ObjectNode old = object();
    ObjectNode object = object();
    change(object, pointer, yamlValue);
    strategy.setDefaults(object);
    strategy.prepareForUpdate(object, old);
    FieldErrors errors = new FieldErrors();
    ObjectRules.checkUpdate(type, object, old, errors);
    return messages(errors);
  }

  private static List<String> messages(FieldErrors errors) {
    return errors.list().stream().map(FieldErrors.FieldError::message).toList();
  }

  private static void change(ObjectNode object, String pointer, String yamlValue) {
    if (pointer.isEmpty()) {
      return;
    }
    JsonPointer path = JsonPointer.compile(pointer);
    String name = path.last().getMatchingProperty();
    if (object.at(path.head()) instanceof ArrayNode list) {
      list.set(Integer.parseInt(name), value(yamlValue));
      return;
    }
    ObjectNode parent = (ObjectNode) object.at(path.head());
    if (yamlValue.equals("-")) {
      parent.remove(name);
    } else {
      parent.set(name, value(yamlValue));
    }
  }

  private static JsonNode value(String yaml) {
    return Trees.yaml("v: " + yaml).get("v");
  }
}
