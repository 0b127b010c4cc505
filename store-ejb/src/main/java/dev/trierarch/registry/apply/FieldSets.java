package dev.trierarch.registry.apply;

import dev.trierarch.schema.Schema;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads from an object which fields it has. */
final class FieldSets {

  private final FieldSet set = new FieldSet();
  private final Deque<String> path = new ArrayDeque<>();

  private FieldSets() {}

  /** All fields of an object; of lists and maps that are merged, each element too. */
  static FieldSet of(Schema schema, JsonNode object) {
    FieldSets reader = new FieldSets();
    reader.read(schema, object);
    return reader.set;
  }

  private void read(Schema schema, JsonNode value) {
    switch (Shapes.of(schema, value)) {
      case LEAF -> add();
      case FIELDS ->
          value.properties().forEach(field -> readField(schema, field.getKey(), field.getValue()));
      case ITEMS ->
          Shapes.items(schema, value)
              .forEach(
                  (element, item) -> {
                    path.addLast(element);
                    read(schema.element(), item);
                    add();
                    path.removeLast();
                  });
    }
  }

  private void readField(Schema owner, String name, JsonNode value) {
    path.addLast(PathElement.field(name));
    read(Shapes.field(owner, name), value);
    if (owner.isMap() || (value.isObject() && value.isEmpty())) {
      add();
    }
    path.removeLast();
  }

  private void add() {
    set.insert(List.copyOf(path));
  }
}
