package dev.trierarch.node.server;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;

/**
 * One line of a log file in CRI's format: {@code TIME STREAM F|P TEXT}.
 *
 * @param stamp the time as it is written
 * @param partial the text goes on in the next line
 */
record LogLine(String stamp, boolean partial, byte[] text) {

  /**
   * @return empty when the line is not of this format, e.g. cut by a crash
   */
  static Optional<LogLine> parse(byte[] line) {
    int afterStamp = indexOf(line, 0);
    int afterStream = afterStamp < 0 ? -1 : indexOf(line, afterStamp + 1);
    int afterTag = afterStream < 0 ? -1 : indexOf(line, afterStream + 1);
    if (afterTag < 0) {
      return Optional.empty();
    }
    String stamp = text(line, 0, afterStamp);
    String tag = text(line, afterStream + 1, afterTag);
    byte[] rest = Arrays.copyOfRange(line, afterTag + 1, line.length);
    return Optional.of(new LogLine(stamp, tag.startsWith("P"), rest));
  }

  private static int indexOf(byte[] line, int from) {
    for (int i = from; i < line.length; i++) {
      if (line[i] == ' ') {
        return i;
      }
    }
    return -1;
  }

  private static String text(byte[] line, int from, int to) {
    return new String(line, from, to - from, StandardCharsets.US_ASCII);
  }

  Instant time() {
    try {
      return OffsetDateTime.parse(stamp).toInstant();
    } catch (DateTimeException e) {
      return Instant.MIN;
    }
  }
}
