package dev.trierarch.node.server;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
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
    RequestQuery query = new RequestQuery(rawQuery);
    LogOptions options =
        new LogOptions(
            query.flag("follow"),
            query.flag("previous"),
            query.flag("timestamps"),
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

  private static Optional<Long> number(RequestQuery query, String name) {
    if (!query.has(name)) {
      return Optional.empty();
    }
    String value = query.text(name);
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

  private static Optional<Instant> time(RequestQuery query) {
    String value = query.text("sinceTime");
    try {
      return query.has("sinceTime")
          ? Optional.of(OffsetDateTime.parse(value).toInstant())
          : Optional.empty();
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
