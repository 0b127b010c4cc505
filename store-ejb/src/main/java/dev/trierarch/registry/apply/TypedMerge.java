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
   * followed it.
   */
  private static ArrayNode items(Schema schema, JsonNode live, JsonNode applied) {
    Map<String, JsonNode> old = Shapes.items(schema, live);
    Map<String, JsonNode> wanted = Shapes.items(schema, applied);
    Deque<String> waiting = new ArrayDeque<>(old.keySet());
    Set<String> done = new HashSet<>();
    ArrayNode merged = JsonNodeFactory.instance.arrayNode();
    for (Map.Entry<String, JsonNode> item : wanted.entrySet()) {
      passLiving(waiting, wanted, old, done, merged);
      merged.add(merge(schema.element(), old.get(item.getKey()), item.getValue()));
      done.add(item.getKey());
    }
    waiting.stream()
        .filter(element -> !wanted.containsKey(element))
        .forEach(element -> merged.add(old.get(element).deepCopy()));
    return merged;
  }

  /** Takes over the living elements up to the next that is applied too. */
  private static void passLiving(
      Deque<String> waiting,
      Map<String, JsonNode> wanted,
      Map<String, JsonNode> old,
      Set<String> done,
      ArrayNode merged) {
    while (!waiting.isEmpty()) {
      String next = waiting.peekFirst();
      if (!wanted.containsKey(next)) {
        merged.add(old.get(next).deepCopy());
      } else if (!done.contains(next)) {
        return;
      }
      waiting.removeFirst();
    }
  }
}
