package dev.trierarch.node.kubelet;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Times as the API writes them: RFC 3339 with whole seconds. */
final class Times {
  private Times() {}

  static String text(Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static Instant parse(String text) {
    return text == null ? null : OffsetDateTime.parse(text).toInstant();
  }
}
