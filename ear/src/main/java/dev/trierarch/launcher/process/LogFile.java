package dev.trierarch.launcher.process;

import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.Waiting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A log that may still grow. */
public final class LogFile {

  private static final long TAIL_BYTES_MAX = 1 << 20;
  private static final int CHUNK_BYTES = 1 << 16;
  private static final Duration INTERVAL = Duration.ofMillis(200);

  private final Path file;

  public LogFile(Path file) {
    this.file = file;
  }

  /** Prints the last lines; returns where the file ended. */
  public long printTail(PrintWriter out, int lineCount) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long end = in.length();
      long begin = Math.max(0, end - TAIL_BYTES_MAX);
      byte[] bytes = new byte[(int) (end - begin)];
      in.seek(begin);
      in.readFully(bytes);
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      lines
          .subList(Math.max(0, lines.size() - Math.max(0, lineCount)), lines.size())
          .forEach(out::println);
      out.flush();
      return end;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Prints what is appended, until this process is interrupted. */
  public void follow(PrintWriter out, long from) {
    long position = from;
    while (!out.checkError()) {
      position = printFrom(out, position);
      long printed = position;
      Waiting.until(() -> file.toFile().length() != printed, Duration.ofSeconds(1), INTERVAL);
    }
  }

  /** A shorter file than before is a new one: it is printed from its beginning. */
  private long printFrom(PrintWriter out, long from) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long position = in.length() < from ? 0 : from;
      in.seek(position);
      byte[] chunk = new byte[CHUNK_BYTES];
      for (int count = in.read(chunk); count > 0; count = in.read(chunk)) {
        out.print(new String(chunk, 0, count, StandardCharsets.UTF_8));
        position += count;
      }
      out.flush();
      return position;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private Problem unreadable(IOException e) {
    return new Problem("Cannot read " + file + ": " + e.getMessage(), "Check its owner.", e);
  }
}
