package dev.trierarch.schema;

import dev.trierarch.schema.Schema.Definition;
import dev.trierarch.schema.Schema.Facts;
import dev.trierarch.schema.Schema.ListType;
import dev.trierarch.schema.Schema.PatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the generated definitions:
 *
 * <pre>
 * io.k8s.api.core.v1.Container
 *  image string
 *  ports []#io.k8s.api.core.v1.ContainerPort list=map(containerPort,protocol) patch=merge(containerPort)
 * io.k8s.api.core.v1.Pod kind=v1/Pod
 * </pre>
 *
 * <p>A type is a scalar's name, {@code #definition}, or one of these after {@code []} (list) or
 * {@code {}} (map). Equal fields become one node.
 */
final class SchemaReader {

  private static final Facts NO_FACTS =
      new Facts(false, ListType.ATOMIC, List.of(), false, Set.of(), null, null, List.of());

  private final Map<String, Definition> definitions = new HashMap<>();
  private final Map<String, Schema> roots = new HashMap<>();
  private final Map<String, String> kinds = new HashMap<>();
  private final Map<String, Schema> types = new HashMap<>();
  private final Map<String, Schema> fields = new HashMap<>();

  /** Reads all; what was read is then in {@link #roots} and {@link #kinds}. */
  SchemaReader read(BufferedReader reader) throws IOException {
    List<String> lines = reader.lines().toList();
    lines.stream().filter(line -> !isField(line)).forEach(this::define);
    Definition current = null;
    Map<String, Schema> properties = new LinkedHashMap<>();
    for (String line : lines) {
      if (isField(line)) {
        int space = line.indexOf(' ', 1);
        properties.put(line.substring(1, space), field(line.substring(space + 1)));
      } else {
        finish(current, properties);
        current = definitions.get(line.split(" ", -1)[0]);
        properties = new LinkedHashMap<>();
      }
    }
    finish(current, properties);
    return this;
  }

  /** Definition names to schemas. */
  Map<String, Schema> roots() {
    return Map.copyOf(roots);
  }

  /** {@code apps/v1/Deployment} to definition names. */
  Map<String, String> kinds() {
    return Map.copyOf(kinds);
  }

  private static boolean isField(String line) {
    return line.startsWith(" ");
  }

  private static void finish(Definition definition, Map<String, Schema> properties) {
    if (definition != null) {
      definition.properties = Collections.unmodifiableMap(properties);
    }
  }

  private void define(String line) {
    String[] words = line.split(" ", -1);
    String name = words[0];
    boolean atomic = false;
    for (int i = 1; i < words.length; i++) {
      if (words[i].equals("map=atomic")) {
        atomic = true;
      } else if (words[i].startsWith("kind=")) {
        kinds.put(words[i].substring("kind=".length()), name);
      }
    }
    Definition definition = new Definition(name, atomic);
    definitions.put(name, definition);
    roots.put(name, new Schema(Schema.Type.OBJECT, 0, definition, null, NO_FACTS));
  }

  private Schema field(String text) {
    Schema known = fields.get(text);
    if (known == null) {
      String[] words = text.split(" ", -1);
      known = type(words[0]);
      if (words.length > 1) {
        known = known.with(facts(words));
      }
      fields.put(text, known);
    }
    return known;
  }

  private Schema type(String text) {
    Schema known = types.get(text);
    if (known == null) {
      known = newType(text);
      types.put(text, known);
    }
    return known;
  }

  private Schema newType(String text) {
    if (text.startsWith("[]")) {
      return new Schema(Schema.Type.ARRAY, 0, null, type(text.substring(2)), NO_FACTS);
    }
    if (text.startsWith("{}")) {
      return new Schema(Schema.Type.OBJECT, 0, null, type(text.substring(2)), NO_FACTS);
    }
    if (text.startsWith("#")) {
      Schema root = roots.get(text.substring(1));
      if (root == null) {
        throw new IllegalStateException("the schema refers to a definition it lacks: " + text);
      }
      return root;
    }
    return switch (text) {
      case "int32" -> new Schema(Schema.Type.INTEGER, 32, null, null, NO_FACTS);
      case "int64" -> new Schema(Schema.Type.INTEGER, 64, null, null, NO_FACTS);
      default ->
          new Schema(
              Schema.Type.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_')),
              0,
              null,
              null,
              NO_FACTS);
    };
  }

  private static Facts facts(String[] words) {
    boolean required = false;
    boolean atomicMap = false;
    ListType listType = ListType.ATOMIC;
    List<String> keys = List.of();
    Set<PatchStrategy> strategies = Set.of();
    String mergeKey = null;
    JsonNode defaultValue = null;
    List<String> enumeration = List.of();
    for (int i = 1; i < words.length; i++) {
      String[] fact = words[i].split("=", 2);
      switch (fact[0]) {
        case "required" -> required = true;
        case "map" -> atomicMap = true;
        case "list" -> {
          listType = ListType.valueOf(head(fact[1]).toUpperCase(Locale.ROOT));
          keys = listType == ListType.MAP ? List.of(inBrackets(fact[1]).split(",", -1)) : List.of();
        }
        case "patch" -> {
          strategies = strategies(head(fact[1]));
          mergeKey = fact[1].indexOf('(') < 0 ? null : inBrackets(fact[1]);
        }
        case "default" -> defaultValue = JsonMapper.shared().readTree(fact[1]);
        case "enum" -> enumeration = List.of(fact[1].split("\\|", -1));
        default -> throw new IllegalStateException("unknown fact in the schema: " + words[i]);
      }
    }
    return new Facts(
        required, listType, keys, atomicMap, strategies, mergeKey, defaultValue, enumeration);
  }

  private static Set<PatchStrategy> strategies(String text) {
    Set<PatchStrategy> all = EnumSet.noneOf(PatchStrategy.class);
    for (String name : text.split(",", -1)) {
      all.add(
          name.equals("retainKeys")
              ? PatchStrategy.RETAIN_KEYS
              : PatchStrategy.valueOf(name.toUpperCase(Locale.ROOT)));
    }
    return all;
  }

  private static String head(String text) {
    int bracket = text.indexOf('(');
    return bracket < 0 ? text : text.substring(0, bracket);
  }

  private static String inBrackets(String text) {
    return text.substring(text.indexOf('(') + 1, text.length() - 1);
  }
}
