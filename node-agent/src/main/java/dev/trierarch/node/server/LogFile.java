package dev.trierarch.node.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/** An open log file; a line that is not yet whole is kept until its rest is there. */
final class LogFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 16 * 1024;

  private final Path path;
  private final Object key;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private int position;
  private int filled;

  private LogFile(Path path, Object key, InputStream in) {
    this.path = path;
    this.key = key;
    this.in = in;
  }

  static LogFile open(Path path) throws IOException {
    Object key = key(path);
    return new LogFile(path, key, Files.newInputStream(path));
  }

  private static Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  /** The next whole line without its end, null when there is none yet. */
  byte[] nextLine() throws IOException {
    while (true) {
      if (position == filled) {
        filled = Math.max(0, in.read(buffer));
        position = 0;
        if (filled == 0) {
          return null;
        }
      }
      for (int i = position; i < filled; i++) {
        if (buffer[i] == '\n') {
          begun.write(buffer, position, i - position);
          position = i + 1;
          byte[] line = begun.toByteArray();
          begun.reset();
          return line;
        }
      }
      begun.write(buffer, position, filled - position);
      position = filled;
    }
  }

  /** Whether another file has this one's name now: it was rotated away. */
  boolean isReplaced() throws IOException {
    try {
      return !Objects.equals(key, key(path));
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
