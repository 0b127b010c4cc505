package dev.trierarch.schema;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Reads and writes times as Kubernetes objects carry them: RFC 3339 in UTC. */
public final class Times {

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final String SECONDS_LAYOUT = "2006-01-02T15:04:05Z07:00";
  private static final String MICROS_LAYOUT = "2006-01-02T15:04:05.000000Z07:00";

  private Times() {}

  /** An instant as metadata and conditions carry it, to the second. */
  public static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** An instant as leases and events carry it, to the microsecond. */
  public static String micros(Instant instant) {
    return MICROS.format(instant);
  }

  /** The canonical form of a time to the second. */
  static String seconds(String text) {
    return seconds(parse(text, SECONDS_LAYOUT));
  }

  /** The canonical form of a time to the microsecond. */
  static String micros(String text) {
    return micros(parse(text, MICROS_LAYOUT));
  }

  private static Instant parse(String text, String layout) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new DecodeException(
          "parsing time \"%s\" as \"%s\": cannot parse \"%s\" as a time"
              .formatted(text, layout, text),
          e);
    }
  }
}
