package dev.trierarch.node.runtime.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.000000006Z");
  private static final String HEAD = "2026-01-02T03:04:05.000000006Z stdout ";

  @Test
  void wholeLinesAreStampedAndTheRestWaits() {
    LogLines.Stamped stamped = stamp("one\n\ntwo\nthr", false);
    assertThat(text(stamped)).isEqualTo(HEAD + "F one\n" + HEAD + "F \n" + HEAD + "F two\n");
    assertThat(stamped.consumedBytes()).isEqualTo(9);
  }

  @Test
  void whatHasNoEndIsPartialWhenNoMoreComes() {
    LogLines.Stamped stamped = stamp("one\ntwo", true);
    assertThat(text(stamped)).isEqualTo(HEAD + "F one\n" + HEAD + "P two\n");
    assertThat(stamped.consumedBytes()).isEqualTo(7);
  }

  @Test
  void aLongLineIsCutAtSixteenKibibytes() {
    String piece = "x".repeat(LogLines.PIECE_BYTES_MAX);
    assertThat(text(stamp(piece + piece + "end\n", false)))
        .isEqualTo(HEAD + "P " + piece + "\n" + HEAD + "P " + piece + "\n" + HEAD + "F end\n");
    assertThat(text(stamp(piece + "\n", false))).isEqualTo(HEAD + "F " + piece + "\n");
  }

  private static LogLines.Stamped stamp(String raw, boolean last) {
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    return LogLines.stamp(bytes, bytes.length, "stdout", TIME, last);
  }

  private static String text(LogLines.Stamped stamped) {
    return new String(stamped.text(), StandardCharsets.UTF_8);
  }
}
