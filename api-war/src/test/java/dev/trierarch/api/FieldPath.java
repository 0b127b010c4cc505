package dev.trierarch.api;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** A field as validation names it, e.g. {@code spec.containers[0].env[1].name}. */
public record FieldPath(List<String> steps) {

  private static final Pattern STEP = Pattern.compile("\\[([^\\]]*)\\]|[^.\\[\\]]+");

  static FieldPath parse(String text) {
    List<String> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(text);
    while (matcher.find()) {
      steps.add(matcher.group(1) == null ? matcher.group() : matcher.group(1));
    }
    return new FieldPath(List.copyOf(steps));
  }

  /** What is around it, {@code levels} up. */
  FieldPath shortened(int levels) {
    return new FieldPath(steps.subList(0, Math.max(0, steps.size() - levels)));
  }

  /** An object with what it has here, or around here, put back to what the small one has. */
  JsonNode takenBack(JsonNode object, JsonNode small) {
    if (steps.isEmpty()) {
      return small.deepCopy();
    }
    JsonNode parent = object;
    JsonNode smallParent = small;
    for (int i = 0; i < steps.size() - 1; i++) {
      parent = child(parent, steps.get(i));
      smallParent = child(smallParent, steps.get(i));
    }
    String last = steps.get(steps.size() - 1);
    if (child(parent, last).equals(child(smallParent, last))) {
      return shortened(1).takenBack(object, small); // nothing of ours there: it is around
    }
    replace(parent, last, child(smallParent, last));
    return object;
  }

  private static JsonNode child(JsonNode node, String step) {
    return node instanceof ArrayNode && step.matches("[0-9]+")
        ? node.path(Integer.parseInt(step))
        : node.path(step);
  }

  private static void replace(JsonNode parent, String step, JsonNode by) {
    boolean gone = by instanceof MissingNode;
    if (parent instanceof ObjectNode object) {
      if (gone) {
        object.remove(step);
      } else {
        object.set(step, by.deepCopy());
      }
    } else if (parent instanceof ArrayNode array) {
      int index = Integer.parseInt(step);
      if (gone) {
        array.remove(index);
      } else {
        array.set(index, by.deepCopy());
      }
    }
  }

  /** The fields in which the second object does not have what the first one has. */
  public static List<String> missing(JsonNode wanted, JsonNode there) {
    List<String> missing = new ArrayList<>();
    missing("", wanted, there, missing);
    return missing;
  }

  private static void missing(String at, JsonNode wanted, JsonNode there, List<String> missing) {
    if (wanted instanceof ObjectNode && there instanceof ObjectNode) {
      wanted
          .properties()
          .forEach(
              each ->
                  missing(
                      at + "." + each.getKey(),
                      each.getValue(),
                      there.path(each.getKey()),
                      missing));
    } else if (wanted instanceof ArrayNode && there.size() >= wanted.size()) {
      for (int i = 0; i < wanted.size(); i++) {
        missing(at + "[" + i + "]", wanted.get(i), there.path(i), missing);
      }
    } else if (!wanted.equals(there)) {
      missing.add(at + ": " + wanted + " is " + there);
    }
  }

  /** How many values an object has. */
  public static int leaves(JsonNode node) {
    int leaves = node.isValueNode() ? 1 : 0;
    for (JsonNode child : node) {
      leaves += leaves(child);
    }
    return leaves;
  }
}
