package dev.trierarch.registry.apply;

import dev.trierarch.registry.Trees;
import dev.trierarch.registry.apply.Shapes.Shape;
import dev.trierarch.schema.Schema;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Which fields tell two states of an object apart. */
final class Comparison {

  /**
   * Parts that every object of their kind has, were they empty: to come with them is not to add
   * them.
   */
  private static final Set<String> ALWAYS_THERE =
      Set.of("f:metadata", "f:spec", "f:status", "f:template", "f:strategy", "f:jobTemplate");

  private final FieldSet added = new FieldSet();
  private final FieldSet removed = new FieldSet();
  private final FieldSet modified = new FieldSet();
  private final Deque<String> path = new ArrayDeque<>();

  private Comparison() {}

  static Comparison of(Schema schema, JsonNode before, JsonNode after) {
    Comparison comparison = new Comparison();
    comparison.compare(schema, before, after);
    return comparison;
  }

  FieldSet added() {
    return added;
  }

  FieldSet removed() {
    return removed;
  }

  FieldSet modified() {
    return modified;
  }

  /** What a writer who made the second state of the first has written. */
  FieldSet written() {
    return added.union(modified);
  }

  boolean isSame() {
    return added.isEmpty() && removed.isEmpty() && modified.isEmpty();
  }

  /** Either may be null, not both. */
  private void compare(Schema schema, JsonNode before, JsonNode after) {
    Shape shape = Shapes.of(schema, after == null ? before : after);
    if (before != null && after != null && Shapes.of(schema, before) != shape) {
      shape = Shape.LEAF;
    }
    boolean bothEmpty = isEmpty(before) && isEmpty(after);
    if (shape == Shape.LEAF || bothEmpty) {
      leaf(before, after);
      return;
    }
    if (shape == Shape.FIELDS) {
      fields(schema, before, after);
    } else {
      items(schema, before, after);
    }
    comeOrGone(before, after);
  }

  private static boolean isEmpty(JsonNode value) {
    return value == null || value.isEmpty();
  }

  private void leaf(JsonNode before, JsonNode after) {
    if (before == null || after == null) {
      comeOrGone(before, after);
    } else if (!Trees.same(before, after)) {
      modified.insert(List.copyOf(path));
    }
  }

  private void comeOrGone(JsonNode before, JsonNode after) {
    if (path.isEmpty()) {
      return;
    }
    boolean structural = ALWAYS_THERE.contains(path.peekLast());
    if (before == null && !structural) {
      added.insert(List.copyOf(path));
    } else if (after == null) {
      removed.insert(List.copyOf(path));
    }
  }

  private void fields(Schema schema, JsonNode before, JsonNode after) {
    for (String name : names(before, after)) {
      path.addLast(PathElement.field(name));
      compare(Shapes.field(schema, name), get(before, name), get(after, name));
      path.removeLast();
    }
  }

  private void items(Schema schema, JsonNode before, JsonNode after) {
    Map<String, JsonNode> old = before == null ? Map.of() : Shapes.items(schema, before);
    Map<String, JsonNode> now = after == null ? Map.of() : Shapes.items(schema, after);
    Set<String> elements = new LinkedHashSet<>(old.keySet());
    elements.addAll(now.keySet());
    for (String element : elements) {
      path.addLast(element);
      compare(schema.element(), old.get(element), now.get(element));
      path.removeLast();
    }
  }

  private static Set<String> names(JsonNode before, JsonNode after) {
    Set<String> names = new LinkedHashSet<>();
    if (before != null) {
      names.addAll(before.propertyNames());
    }
    if (after != null) {
      names.addAll(after.propertyNames());
    }
    return names;
  }

  private static JsonNode get(JsonNode object, String name) {
    return object == null ? null : object.get(name);
  }
}
