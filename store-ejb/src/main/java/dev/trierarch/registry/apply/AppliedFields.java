package dev.trierarch.registry.apply;

import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.Trees;
import dev.trierarch.schema.Schema;
import dev.trierarch.schema.Schema.ListType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks that each field of what is applied can be owned: that the kind has it and, in a list that
 * is merged, that each element is told from the others. Values of the wrong type are left to the
 * decoder.
 */
public final class AppliedFields {

  private static final int PROBLEMS_MAX = 100;

  private final List<String> problems = new ArrayList<>();
  private final Deque<String> path = new ArrayDeque<>();

  private AppliedFields() {}

  /**
   * @throws dev.trierarch.registry.ApiException 400 that names every field that cannot be owned
   */
  public static void check(Schema schema, ObjectNode applied) {
    AppliedFields fields = new AppliedFields();
    fields.value(schema, applied);
    if (!fields.problems.isEmpty()) {
      throw ApiErrors.badRequest(
          "failed to create typed patch object (%s): %s"
              .formatted(named(applied), message(fields.problems)));
    }
  }

  private static String named(ObjectNode applied) {
    String apiVersion = Trees.text(applied, "apiVersion");
    return "%s/%s; %s, Kind=%s"
        .formatted(
            Trees.text(applied, "metadata", "namespace"),
            Trees.text(applied, "metadata", "name"),
            apiVersion.indexOf('/') < 0 ? "/" + apiVersion : apiVersion,
            Trees.text(applied, "kind"));
  }

  private static String message(List<String> problems) {
    return problems.size() == 1
        ? problems.get(0)
        : problems.stream()
            .map(problem -> "\n  " + problem)
            .collect(Collectors.joining("", "errors:", ""));
  }

  private void value(Schema schema, JsonNode value) {
    if (schema.type() == Schema.Type.OBJECT && value.isObject()) {
      fields(schema, value);
    } else if (schema.type() == Schema.Type.ARRAY && value.isArray()) {
      items(schema, value);
    }
  }

  private void fields(Schema schema, JsonNode object) {
    if (schema.preservesUnknownFields()) {
      return;
    }
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      path.addLast(PathElement.field(field.getKey()));
      schema
          .child(field.getKey())
          .ifPresentOrElse(
              child -> value(child, field.getValue()),
              () -> problem("field not declared in schema"));
      path.removeLast();
    }
  }

  private void items(Schema list, JsonNode items) {
    Set<String> elements = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      JsonNode item = items.get(i);
      if (list.listType() == ListType.MAP && PathElement.isWithoutKey(list, item)) {
        problem(
            "element %d: associative list with keys has an element that omits all key fields %s (and doesn't have default values for any key fields)"
                .formatted(i, quoted(list.listMapKeys())));
        continue;
      }
      String element = list.listType() == ListType.ATOMIC ? "i:" + i : PathElement.item(list, item);
      if (!elements.add(element)) {
        problem("duplicate entries for key " + PathElement.shown(element));
      }
      path.addLast(element);
      value(list.element(), item);
      path.removeLast();
    }
  }

  private static String quoted(List<String> keys) {
    return keys.stream().map(key -> '"' + key + '"').collect(Collectors.joining(" ", "[", "]"));
  }

  private void problem(String problem) {
    if (problems.size() < PROBLEMS_MAX) {
      problems.add(
          path.stream().map(PathElement::shown).collect(Collectors.joining()) + ": " + problem);
    }
  }
}
