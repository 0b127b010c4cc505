package dev.trierarch.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes patches of an object, some of which make sense. */
final class FuzzPatches {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> OPERATIONS =
      List.of("add", "add", "remove", "replace", "move", "copy", "test", "", "ADD");
  private static final List<String> POINTERS =
      List.of(
          "",
          "/",
          "/-",
          "a",
          "/metadata/labels/a~1b",
          "/metadata/labels/~2",
          "/spec/-1",
          "/spec/99999999999999",
          "/metadata/name",
          "/metadata",
          "/spec",
          "/status/conditions/-",
          "/metadata/finalizers/-",
          "/kind");

  private final RandomGenerator random;
  private final Mutations mutations;

  FuzzPatches(RandomGenerator random) {
    this.random = random;
    this.mutations = new Mutations(random);
  }

  JsonNode jsonPatch(ObjectNode object) {
    List<String> pointers = new ArrayList<>(POINTERS);
    collect(object, "", pointers);
    ArrayNode patch = NODES.arrayNode();
    for (int i = random.nextInt(4); i >= 0; i--) {
      ObjectNode operation = patch.addObject();
      operation.put("op", OPERATIONS.get(random.nextInt(OPERATIONS.size())));
      operation.put("path", pointers.get(random.nextInt(pointers.size())));
      if (random.nextBoolean()) {
        operation.put("from", pointers.get(random.nextInt(pointers.size())));
      }
      if (random.nextInt(4) != 0) {
        operation.set("value", Junk.value(random));
      }
    }
    return patch;
  }

  private static void collect(JsonNode node, String pointer, List<String> pointers) {
    pointers.add(pointer);
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              child ->
                  collect(
                      child.getValue(),
                      pointer + "/" + child.getKey().replace("~", "~0").replace("/", "~1"),
                      pointers));
    } else {
      for (int i = 0; i < node.size(); i++) {
        collect(node.get(i), pointer + "/" + i, pointers);
      }
    }
  }

  ObjectNode mergePatch(ObjectNode object) {
    ObjectNode patch = object.deepCopy();
    patch.remove(List.of("metadata"));
    mutations.spoil(patch, 1 + random.nextInt(3));
    return patch;
  }

  /** A merge patch with directives in it. */
  ObjectNode strategicPatch(ObjectNode object) {
    ObjectNode patch = mergePatch(object);
    List<ObjectNode> places = new ArrayList<>();
    collect(patch, places);
    ObjectNode place = places.get(random.nextInt(places.size()));
    List<String> names = new ArrayList<>(place.propertyNames());
    String field = names.isEmpty() ? "containers" : names.get(random.nextInt(names.size()));
    switch (random.nextInt(5)) {
      case 0 -> place.put("$patch", random.nextBoolean() ? "delete" : "replace");
      case 1 -> place.set("$patch", Junk.value(random));
      case 2 -> place.set("$setElementOrder/" + field, Junk.value(random));
      case 3 -> place.set("$deleteFromPrimitiveList/" + field, Junk.value(random));
      default -> place.set("$retainKeys", Junk.value(random));
    }
    return patch;
  }

  private static void collect(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ObjectNode object) {
      objects.add(object);
    }
    node.values().forEach(child -> collect(child, objects));
  }
}
