package dev.trierarch.node.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrashBackoffTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void itDoublesFromTenSecondsToFiveMinutes() {
    List<Long> seconds = new ArrayList<>();
    CrashBackoff backoff = null;
    Instant now = START;
    for (int crash = 0; crash < 8; crash++) {
      backoff = CrashBackoff.next(backoff, now, now);
      seconds.add(backoff.delay().toSeconds());
      now = backoff.until(now);
    }
    assertThat(seconds).containsExactly(10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L);
  }

  @Test
  void tenQuietMinutesMakeItForget() {
    CrashBackoff backoff = new CrashBackoff(Duration.ofMinutes(5), START);
    Instant ended = START.plus(Duration.ofMinutes(10)).plusSeconds(1);
    assertThat(backoff.until(ended)).isEqualTo(ended);
    assertThat(CrashBackoff.next(backoff, ended, ended).delay()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void itCountsFromTheEndOfTheContainer() {
    CrashBackoff backoff = new CrashBackoff(Duration.ofSeconds(40), START);
    assertThat(backoff.until(START.plusSeconds(100))).isEqualTo(START.plusSeconds(140));
  }
}
