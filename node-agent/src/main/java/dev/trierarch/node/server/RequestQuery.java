package dev.trierarch.node.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a request; one without a value counts as true. */
final class RequestQuery {
  private final Map<String, List<String>> values = new HashMap<>();

  /**
   * @param raw as sent; null when there is none
   */
  RequestQuery(String raw) {
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        String[] parts = pair.split("=", 2);
        values
            .computeIfAbsent(decode(parts[0]), name -> new ArrayList<>())
            .add(parts.length == 2 ? decode(parts[1]) : "true");
      }
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The last value that was given; empty when none was. */
  String text(String name) {
    List<String> given = all(name);
    return given.isEmpty() ? "" : given.get(given.size() - 1);
  }

  boolean flag(String name) {
    String value = text(name);
    return value.equalsIgnoreCase("true") || value.equals("1");
  }

  boolean has(String name) {
    return values.containsKey(name);
  }
}
