package dev.trierarch.registry.apply;

import dev.trierarch.registry.apply.Shapes.Shape;
import dev.trierarch.schema.Schema;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lays what is applied over what is there; nothing is taken away. */
final class TypedMerge {

  private TypedMerge() {}

  static JsonNode merge(Schema schema, JsonNode live, JsonNode applied) {
    Shape shape = Shapes.of(schema, applied);
    if (live == null || shape == Shape.LEAF || Shapes.of(schema, live) != shape) {
      return applied.deepCopy();
    }
    return shape == Shape.FIELDS ? fields(schema, live, applied) : items(schema, live, applied);
  }

  private static ObjectNode fields(Schema schema, JsonNode live, JsonNode applied) {
    ObjectNode merged = (ObjectNode) live.deepCopy();
    for (Map.Entry<String, JsonNode> field : applied.properties()) {
      String name = field.getKey();
      merged.set(name, merge(Shapes.field(schema, name), live.get(name), field.getValue()));
    }
    return merged;
  }

  /**
   * What is applied keeps its order; what only lives keeps its place before the element that
   * followed it, also where it lives more than once.
   */
  private static ArrayNode items(Schema schema, JsonNode live, JsonNode applied) {
    Map<String, JsonNode> old = Shapes.items(schema, live);
    Map<String, JsonNode> wanted = Shapes.items(schema, applied);
    Deque<JsonNode> waiting = new ArrayDeque<>();
    live.forEach(waiting::add);
    Set<String> done = new HashSet<>();
    ArrayNode merged = JsonNodeFactory.instance.arrayNode();
    for (Map.Entry<String, JsonNode> item : wanted.entrySet()) {
      passLiving(schema, waiting, wanted, done, merged);
      merged.add(merge(schema.element(), old.get(item.getKey()), item.getValue()));
      done.add(item.getKey());
    }
    done.addAll(wanted.keySet());
    passLiving(schema, waiting, wanted, done, merged);
    return merged;
  }

  /** Takes over the living elements up to the next that is applied too. */
  private static void passLiving(
      Schema schema,
      Deque<JsonNode> waiting,
      Map<String, JsonNode> wanted,
      Set<String> done,
      ArrayNode merged) {
    while (!waiting.isEmpty()) {
      String next = PathElement.item(schema, waiting.peekFirst());
      if (!wanted.containsKey(next)) {
        merged.add(waiting.peekFirst().deepCopy());
      } else if (!done.contains(next)) {
        return;
      }
      waiting.removeFirst();
    }
  }
}
