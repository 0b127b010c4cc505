package dev.trierarch.client.model;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as Kubernetes objects carry them: RFC 3339 text, in whole seconds or microseconds. */
public final class Times {

  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private Times() {}

  /** {@code 2026-01-02T03:04:05Z}. */
  public static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** {@code 2026-01-02T03:04:05.000006Z}, as leases carry it. */
  public static String microseconds(Instant time) {
    return MICROSECONDS.format(time);
  }

  /** The time that a field carries; empty when the field does. */
  public static Optional<Instant> parse(String text) {
    return text == null || text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
  }

  /** As {@link #parse}, with the beginning of time for an absent one. */
  public static Instant orEpoch(String text) {
    return parse(text).orElse(Instant.EPOCH);
  }

  /** How long from now until a time; never negative. */
  public static Duration until(Instant due, Instant now) {
    return due.isAfter(now) ? Duration.between(now, due) : Duration.ZERO;
  }
}
