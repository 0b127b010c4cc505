package dev.trierarch.catalog;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A good object of every kind that is stored. */
public final class Examples {

  private static final Map<String, ObjectNode> BY_KIND = read();

  private Examples() {}

  public static List<ObjectNode> all() {
    return BY_KIND.values().stream().map(ObjectNode::deepCopy).toList();
  }

  public static ObjectNode of(String kind) {
    return BY_KIND.get(kind).deepCopy();
  }

  private static Map<String, ObjectNode> read() {
    Map<String, ObjectNode> byKind = new TreeMap<>();
    new YAMLMapper()
        .readerFor(ObjectNode.class)
        .<ObjectNode>readValues(Examples.class.getResourceAsStream("/catalog/examples.yaml"))
        .forEachRemaining(object -> byKind.put(object.get("kind").asString(), object));
    return byKind;
  }
}
