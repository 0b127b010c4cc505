package dev.trierarch.api.protobuf.generator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the descriptors do not say of fields, because it is only in Go's types. */
final class GoFields {

  private final Set<String> zeroSaid = new HashSet<>();
  private final Set<String> inline = new HashSet<>();
  private final Map<String, String> jsonNames = new HashMap<>();
  private final Set<String> unused = new HashSet<>();

  private GoFields() {}

  static GoFields read(Path file) throws IOException {
    GoFields facts = new GoFields();
    for (String line : lines(file)) {
      facts.add(line.split(" ", -1));
    }
    return facts;
  }

  /** The lines that say something. */
  static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file, StandardCharsets.US_ASCII).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  private void add(String[] words) {
    for (int i = 2; i < words.length; i++) {
      String field = words[1] + "." + words[i];
      switch (words[0]) {
        case "zero" -> zeroSaid.add(field);
        case "inline" -> inline.add(field);
        case "json" -> {
          int equals = field.indexOf('=');
          jsonNames.put(field.substring(0, equals), field.substring(equals + 1));
          field = field.substring(0, equals);
        }
        default -> throw new IllegalArgumentException("nobody knows what " + words[0] + " says");
      }
      unused.add(field);
    }
  }

  String jsonName(String message, String field) {
    unused.remove(message + "." + field);
    return jsonNames.getOrDefault(message + "." + field, field);
  }

  /** The word of the table that stands before the field's type. */
  String mark(String message, String field) {
    String name = message + "." + field;
    if (inline.contains(name)) {
      return " inline";
    }
    return zeroSaid.contains(name) ? " zero" : "";
  }

  /** A fact of a field that is gone is a mistake, or a new version's business. */
  void checkAllUsed() {
    if (!unused.isEmpty()) {
      throw new IllegalStateException("there are no such fields: " + unused);
    }
  }
}
