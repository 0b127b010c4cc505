package dev.trierarch.catalog;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * Says durations as kubectl's tables do: short, and the shorter the longer ago, e.g. {@code 4m5s}.
 */
public final class Ages {

  /** What stands where a time is missing. */
  public static final String UNKNOWN = "<unknown>";

  private static final int MINUTE_SECONDS = 60;
  private static final int HOUR_SECONDS = 60 * MINUTE_SECONDS;
  private static final int DAY_HOURS = 24;
  private static final int YEAR_DAYS = 365;

  private Ages() {}

  /** The age of an RFC 3339 timestamp, {@value #UNKNOWN} when it is absent or no timestamp. */
  public static String since(JsonNode timestamp, Instant now) {
    String text = timestamp.asString("");
    if (text.isEmpty()) {
      return UNKNOWN;
    }
    try {
      return of(Duration.between(Instant.parse(text), now));
    } catch (DateTimeException notATime) {
      return UNKNOWN;
    }
  }

  /** E.g. {@code 95s}, {@code 4m5s}, {@code 2h}, {@code 3d4h}, {@code 400d}, {@code 3y}. */
  public static String of(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < -1) {
      return "<invalid>";
    }
    if (seconds < 2 * MINUTE_SECONDS) {
      return Math.max(seconds, 0) + "s";
    }
    return seconds < 3 * HOUR_SECONDS ? minutes(seconds) : hours(seconds / HOUR_SECONDS, seconds);
  }

  private static String minutes(long seconds) {
    long minutes = seconds / MINUTE_SECONDS;
    if (minutes < 10) {
      return withRest(minutes, "m", seconds % MINUTE_SECONDS, "s");
    }
    return minutes + "m";
  }

  private static String hours(long hours, long seconds) {
    if (hours < 8) {
      return withRest(hours, "h", seconds / MINUTE_SECONDS % 60, "m");
    }
    if (hours < 2 * DAY_HOURS) {
      return hours + "h";
    }
    long days = hours / DAY_HOURS;
    if (days < 8) {
      return withRest(days, "d", hours % DAY_HOURS, "h");
    }
    if (days < 2 * YEAR_DAYS) {
      return days + "d";
    }
    long years = days / YEAR_DAYS;
    return years < 8 ? withRest(years, "y", days % YEAR_DAYS, "d") : years + "y";
  }

  private static String withRest(long whole, String unit, long rest, String restUnit) {
    return rest == 0 ? whole + unit : whole + unit + rest + restUnit;
  }
}
