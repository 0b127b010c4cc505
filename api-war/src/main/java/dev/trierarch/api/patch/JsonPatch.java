package dev.trierarch.api.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON patch, RFC 6902: a list of operations on paths, applied in order, all or none. */
public final class JsonPatch {

  private static final int OPERATIONS_MAX = 10_000;
  private static final int UNKNOWN_FIELDS_MAX = 100;
  private static final Set<String> FIELDS = Set.of("op", "path", "from", "value");

  /** Where a path leads: the container and the last step into it. */
  private record Place(JsonNode container, String last) {}

  private final PatchGrowth growth = new PatchGrowth();
  private JsonNode root;

  private JsonPatch(JsonNode root) {
    this.root = root;
  }

  /** Where operations say what no operation can say, e.g. {@code [0].values}. */
  public static List<String> unknownFields(JsonNode patch) {
    List<String> unknown = new ArrayList<>();
    for (int i = 0; i < Math.min(patch.size(), OPERATIONS_MAX); i++) {
      for (Map.Entry<String, JsonNode> field : patch.path(i).properties()) {
        if (!FIELDS.contains(field.getKey()) && unknown.size() < UNKNOWN_FIELDS_MAX) {
          unknown.add("[" + i + "]." + field.getKey());
        }
      }
    }
    return unknown;
  }

  /** Changes {@code target} and returns the result. */
  public static ObjectNode apply(ObjectNode target, JsonNode patch) {
    if (!patch.isArray()) {
      throw PatchProblems.malformed("a JSON patch is an array of operations");
    }
    if (patch.size() > OPERATIONS_MAX) {
      throw PatchProblems.tooManyOperations(OPERATIONS_MAX);
    }
    JsonPatch run = new JsonPatch(target);
    for (JsonNode operation : patch) {
      run.apply(operation);
    }
    if (run.root instanceof ObjectNode object) {
      return object;
    }
    throw PatchProblems.notApplicable("the patch leaves no object");
  }

  private void apply(JsonNode operation) {
    String path = text(operation, "path");
    switch (text(operation, "op")) {
      case "add" -> add(path, value(operation).deepCopy());
      case "remove" -> remove(path);
      case "replace" -> {
        remove(path);
        add(path, value(operation).deepCopy());
      }
      case "move" -> move(text(operation, "from"), path);
      case "copy" -> add(path, growth.copy(find(text(operation, "from"))));
      case "test" -> test(path, value(operation));
      default ->
          throw PatchProblems.malformed("unexpected kind of operation: " + text(operation, "op"));
    }
  }

  private static String text(JsonNode operation, String field) {
    JsonNode value = operation.path(field);
    if (!value.isString()) {
      throw PatchProblems.malformed("an operation of a JSON patch needs a text \"" + field + "\"");
    }
    return value.stringValue();
  }

  private static JsonNode value(JsonNode operation) {
    JsonNode value = operation.get("value");
    if (value == null) {
      throw PatchProblems.malformed("this operation of a JSON patch needs a \"value\"");
    }
    return value;
  }

  private void test(String path, JsonNode expected) {
    JsonNode actual = findOrNull(path);
    boolean same =
        actual == null ? expected.isNull() : JsonValues.of(actual).equals(JsonValues.of(expected));
    if (!same) {
      throw PatchProblems.notApplicable("testing value " + path + " failed");
    }
  }

  /** Into itself nothing can be moved: it would be out of reach, and hold itself. */
  private void move(String from, String path) {
    if (path.startsWith(from + "/")) {
      throw PatchProblems.notApplicable(
          "the path " + path + " is inside of what is moved, " + from);
    }
    add(path, remove(from));
  }

  private void add(String path, JsonNode value) {
    if (path.isEmpty()) {
      root = value;
      return;
    }
    PatchGrowth.checkDepth(path, steps(path).size(), value);
    Place place = place(path);
    if (place.container() instanceof ArrayNode array) {
      int index = place.last().equals("-") ? array.size() : index(path, place.last());
      if (index > array.size()) {
        throw missing(path);
      }
      array.insert(index, value);
    } else {
      ((ObjectNode) place.container()).set(place.last(), value);
    }
  }

  private JsonNode remove(String path) {
    JsonNode removed = find(path);
    if (path.isEmpty()) {
      return removed;
    }
    Place place = place(path);
    if (place.container() instanceof ArrayNode array) {
      array.remove(index(path, place.last()));
    } else {
      ((ObjectNode) place.container()).remove(place.last());
    }
    return removed;
  }

  private JsonNode find(String path) {
    JsonNode found = findOrNull(path);
    if (found == null) {
      throw missing(path);
    }
    return found;
  }

  private JsonNode findOrNull(String path) {
    JsonNode node = root;
    for (String step : steps(path)) {
      node = child(path, node, step);
      if (node == null) {
        return null;
      }
    }
    return node;
  }

  private Place place(String path) {
    List<String> steps = steps(path);
    JsonNode container = root;
    for (String step : steps.subList(0, steps.size() - 1)) {
      container = child(path, container, step);
    }
    if (container == null || !container.isContainer()) {
      throw missing(path);
    }
    return new Place(container, steps.get(steps.size() - 1));
  }

  private static JsonNode child(String path, JsonNode node, String step) {
    if (node instanceof ArrayNode array) {
      return array.get(index(path, step));
    }
    return node == null ? null : node.get(step);
  }

  private static List<String> steps(String path) {
    if (path.isEmpty()) {
      return List.of();
    }
    if (!path.startsWith("/")) {
      throw PatchProblems.malformed("path \"" + path + "\" does not begin with a slash");
    }
    List<String> steps = new ArrayList<>();
    for (String step : path.substring(1).split("/", -1)) {
      steps.add(step.replace("~1", "/").replace("~0", "~"));
    }
    return steps;
  }

  private static int index(String path, String step) {
    try {
      int index = Integer.parseInt(step);
      if (index >= 0) {
        return index;
      }
    } catch (NumberFormatException e) {
      throw missing(path);
    }
    throw missing(path);
  }

  private static RuntimeException missing(String path) {
    return PatchProblems.notApplicable("the path " + path + " leads nowhere in this object");
  }
}
