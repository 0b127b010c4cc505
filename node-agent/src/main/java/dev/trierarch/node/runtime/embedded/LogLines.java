package dev.trierarch.node.runtime.embedded;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Turns a container's raw output into log lines as every Kubernetes node keeps them.
 *
 * <p>Example: {@code 2026-01-02T03:04:05.000000006Z stdout F hello}; a line longer than 16384 bytes
 * is cut, and every piece but its last carries P instead of F.
 */
final class LogLines {
  static final int PIECE_BYTES_MAX = 16_384;
  private static final DateTimeFormatter RFC3339_NANO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /**
   * @param consumedBytes how much of the raw output the text covers
   */
  record Stamped(byte[] text, int consumedBytes) {}

  private LogLines() {}

  /**
   * Stamps whole lines and full pieces; what is neither waits for more.
   *
   * @param last whether no more will come, so that a line without an end is written as it stands
   */
  static Stamped stamp(byte[] raw, int length, String stream, Instant time, boolean last) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(length + 128);
    byte[] head = (RFC3339_NANO.format(time) + " " + stream + " ").getBytes(StandardCharsets.UTF_8);
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (raw[i] == '\n') {
        write(text, head, 'F', raw, start, i);
        start = i + 1;
      } else if (i - start == PIECE_BYTES_MAX) {
        write(text, head, 'P', raw, start, i);
        start = i;
      }
    }
    if (last && start < length) {
      write(text, head, 'P', raw, start, length);
      start = length;
    }
    return new Stamped(text.toByteArray(), start);
  }

  private static void write(
      ByteArrayOutputStream text, byte[] head, char tag, byte[] raw, int from, int to) {
    text.write(head, 0, head.length);
    text.write(tag);
    text.write(' ');
    text.write(raw, from, to - from);
    text.write('\n');
  }
}
