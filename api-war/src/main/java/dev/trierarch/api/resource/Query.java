package dev.trierarch.api.resource;

import dev.trierarch.registry.ApiErrors;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The query string of a request, decoded here so that no one reads the body for form parameters.
 */
public final class Query {

  private final Map<String, List<String>> values;

  private Query(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * @param raw the undecoded query string, or null
   */
  public static Query parse(String raw) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    int start = 0;
    while (raw != null && start < raw.length()) {
      int end = raw.indexOf('&', start);
      end = end < 0 ? raw.length() : end;
      if (end > start) {
        add(values, raw.substring(start, end));
      }
      start = end + 1;
    }
    return new Query(values);
  }

  private static void add(Map<String, List<String>> values, String pair) {
    int equals = pair.indexOf('=');
    String name = decode(equals < 0 ? pair : pair.substring(0, equals));
    String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
    values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiErrors.badRequest("the query string is not well encoded: " + e.getMessage());
    }
  }

  /** The first value, empty when the parameter is absent. */
  public String text(String name) {
    List<String> all = values.get(name);
    return all == null ? "" : all.get(0);
  }

  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** True for {@code 1}, {@code t}, {@code true} and a bare parameter, as upstream reads them. */
  public boolean flag(String name) {
    return optionalFlag(name).orElse(false);
  }

  /** Empty when the parameter is absent. */
  public Optional<Boolean> optionalFlag(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    String value = text(name);
    return Optional.of(!(value.equals("0") || value.equalsIgnoreCase("false")));
  }

  /** A whole number that is not negative; empty when the parameter is absent. */
  public Optional<Long> number(String name) {
    Optional<Long> number = integer(name);
    if (number.isPresent() && number.get() < 0) {
      throw notANumber(name, "must be a whole number, 0 or more");
    }
    return number;
  }

  /** A whole number; empty when the parameter is absent. */
  public Optional<Long> integer(String name) {
    String value = text(name);
    try {
      return value.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(value));
    } catch (NumberFormatException e) {
      throw notANumber(name, "must be a whole number");
    }
  }

  private RuntimeException notANumber(String name, String right) {
    return ApiErrors.badRequest(name + ": Invalid value: \"" + text(name) + "\": " + right);
  }
}
