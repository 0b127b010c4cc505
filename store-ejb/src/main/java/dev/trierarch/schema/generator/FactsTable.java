package dev.trierarch.schema.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The hand-kept table of what the model classes do not say; its own header explains the form. */
final class FactsTable {

  /**
   * One definition's line and the field lines under it.
   *
   * @param fields field name to its facts, e.g. {@code list=atomic}
   */
  record TypeFacts(
      String prefix,
      String group,
      String name,
      String className,
      boolean atomic,
      Map<String, List<String>> fields) {

    /** E.g. {@code io.k8s.api.core.v1.Pod}. */
    String definition() {
      return prefix + "." + name;
    }

    /** The last part of the package, e.g. {@code v1}. */
    String version() {
      return prefix.substring(prefix.lastIndexOf('.') + 1);
    }
  }

  private final List<TypeFacts> types = new ArrayList<>();
  private String prefix = "";
  private String group = "";

  private FactsTable() {}

  static List<TypeFacts> read(Path file) throws IOException {
    FactsTable table = new FactsTable();
    for (String line : Files.readAllLines(file)) {
      table.add(line);
    }
    return table.types;
  }

  private void add(String line) {
    List<String> words = List.of(line.strip().split(" +", -1));
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    if (line.startsWith("package ")) {
      prefix = words.get(1);
      group = option(words, "group", "");
    } else if (line.startsWith("    ")) {
      types.get(types.size() - 1).fields().put(words.get(0), words.subList(1, words.size()));
    } else {
      types.add(type(words));
    }
  }

  private TypeFacts type(List<String> words) {
    String version = prefix.substring(prefix.lastIndexOf('.') + 1);
    String usual = version.toUpperCase(Locale.ROOT) + words.get(0);
    return new TypeFacts(
        prefix,
        group,
        words.get(0),
        option(words, "class", usual),
        words.contains("map=atomic"),
        new LinkedHashMap<>());
  }

  private static String option(List<String> words, String name, String otherwise) {
    return words.stream()
        .filter(word -> word.startsWith(name + "="))
        .map(word -> word.substring(name.length() + 1))
        .findFirst()
        .orElse(otherwise);
  }
}
