package dev.trierarch.node.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Copies a container's log as it was asked for: from the rotated files on, from the end, from a
 * time, following what is written.
 */
final class LogReader {
  private static final long FOLLOW_POLL_MILLIS = 200;

  private final Path file;
  private final LogOptions options;
  private final Optional<Instant> since;
  private final BooleanSupplier running;
  private long bytesLeft;
  private boolean midLine;

  /**
   * @param running whether more may be written
   */
  LogReader(Path file, LogOptions options, Instant now, BooleanSupplier running) {
    this.file = file;
    this.options = options;
    this.since = options.since(now);
    this.running = running;
    this.bytesLeft = options.limitBytes() < 0 ? Long.MAX_VALUE : options.limitBytes();
  }

  void copyTo(OutputStream out) throws IOException {
    List<Path> rotated = LogFiles.rotated(file);
    long skip =
        options.tailLines() < 0 ? 0 : LogTail.linesBefore(rotated, file, options.tailLines());
    for (Path old : rotated) {
      try (LogFile log = LogFile.open(old)) {
        skip = copy(log, skip, out);
      }
    }
    copyCurrent(skip, out);
  }

  private void copyCurrent(long skipLines, OutputStream out) throws IOException {
    LogFile log = openPatiently(out);
    long skip = skipLines;
    try {
      while (log != null && bytesLeft > 0) {
        boolean mayGrow = options.follow() && running.getAsBoolean();
        skip = copy(log, skip, out);
        if (log.isReplaced()) {
          skip = copy(log, skip, out);
          log.close();
          log = openPatiently(out);
        } else if (!mayGrow) {
          return;
        } else {
          out.flush();
          pause();
        }
      }
    } finally {
      if (log != null) {
        log.close();
      }
    }
  }

  private LogFile openPatiently(OutputStream out) throws IOException {
    while (!Files.exists(file)) {
      if (!options.follow() || !running.getAsBoolean()) {
        return null;
      }
      out.flush();
      pause();
    }
    return LogFile.open(file);
  }

  private long copy(LogFile log, long skipLines, OutputStream out) throws IOException {
    long skip = skipLines;
    for (byte[] line = log.nextLine(); line != null && bytesLeft > 0; line = log.nextLine()) {
      Optional<LogLine> parsed = LogLine.parse(line);
      if (parsed.isEmpty()) {
        continue;
      }
      if (skip > 0) {
        skip -= parsed.get().partial() ? 0 : 1;
      } else if (since.isEmpty() || !parsed.get().time().isBefore(since.get())) {
        write(parsed.get(), out);
      }
    }
    return skip;
  }

  private void write(LogLine line, OutputStream out) throws IOException {
    if (options.timestamps() && !midLine) {
      put((line.stamp() + " ").getBytes(StandardCharsets.US_ASCII), out);
    }
    put(line.text(), out);
    midLine = line.partial();
    if (!line.partial()) {
      put(new byte[] {'\n'}, out);
    }
  }

  private void put(byte[] bytes, OutputStream out) throws IOException {
    int count = (int) Math.min(bytes.length, bytesLeft);
    out.write(bytes, 0, count);
    bytesLeft -= count;
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(FOLLOW_POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the agent stops", e);
    }
  }
}
