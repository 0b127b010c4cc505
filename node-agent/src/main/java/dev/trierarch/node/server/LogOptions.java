package dev.trierarch.node.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What part of a log is wanted, and how.
 *
 * @param tailLines -1 for all
 * @param limitBytes -1 for no limit
 */
record LogOptions(
    boolean follow,
    boolean previous,
    boolean timestamps,
    long tailLines,
    long limitBytes,
    Optional<Long> sinceSeconds,
    Optional<Instant> sinceTime) {

  /**
   * @throws IllegalArgumentException naming the option that is wrong
   */
  static LogOptions parse(String rawQuery) {
    Map<String, String> query = new HashMap<>();
    if (rawQuery != null) {
      for (String pair : rawQuery.split("&", -1)) {
        String[] parts = pair.split("=", 2);
        String value = parts.length == 2 ? parts[1] : "true";
        query.put(decode(parts[0]), decode(value));
      }
    }
    LogOptions options =
        new LogOptions(
            flag(query, "follow"),
            flag(query, "previous"),
            flag(query, "timestamps"),
            number(query, "tailLines").orElse(-1L),
            number(query, "limitBytes").orElse(-1L),
            number(query, "sinceSeconds"),
            time(query));
    if (options.sinceSeconds.isPresent() && options.sinceTime.isPresent()) {
      throw new IllegalArgumentException(
          "at most one of `sinceTime` or `sinceSeconds` may be specified");
    }
    return options;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static boolean flag(Map<String, String> query, String name) {
    String value = query.getOrDefault(name, "false");
    return value.equalsIgnoreCase("true") || value.equals("1");
  }

  private static Optional<Long> number(Map<String, String> query, String name) {
    String value = query.get(name);
    if (value == null) {
      return Optional.empty();
    }
    try {
      long number = Long.parseLong(value);
      if (number < 0) {
        throw new IllegalArgumentException(
            "%s: Invalid value: %d: must be greater than or equal to 0".formatted(name, number));
      }
      return Optional.of(number);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s: Invalid value: \"%s\": must be a number".formatted(name, value), e);
    }
  }

  private static Optional<Instant> time(Map<String, String> query) {
    String value = query.get("sinceTime");
    try {
      return Optional.ofNullable(value).map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "sinceTime: Invalid value: \"%s\": must be a time as in RFC 3339".formatted(value), e);
    }
  }

  /** Lines older than this are left out. */
  Optional<Instant> since(Instant now) {
    return sinceTime.or(() -> sinceSeconds.map(now::minusSeconds));
  }
}
