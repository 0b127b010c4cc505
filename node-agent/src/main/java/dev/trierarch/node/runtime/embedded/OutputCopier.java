package dev.trierarch.node.runtime.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Copies what one container wrote into its log, stamped.
 *
 * <p>The raw output is two files that grow whether or not the agent is there; how far they were
 * copied is kept beside them, so that a restarted agent goes on where its predecessor stopped.
 * Copied ranges of a raw file are given back to the file system. Callers hold this object's monitor
 * one at a time.
 */
final class OutputCopier implements AutoCloseable {
  private static final int CHUNK_BYTES = 64 << 10;
  private static final int GIVE_BACK_BYTES = 8 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration RECENT = Duration.ofSeconds(1);

  private final Path log;
  private final InstantSource clock;
  private final FileChannel offsets;
  private final List<Stream> streams;
  private FileChannel logChannel;

  private final class Stream {
    private final String name;
    private final Path file;
    private final int slot;
    private FileChannel channel;
    private long offset;
    private long givenBack;

    Stream(String name, Path directory, int slot) throws IOException {
      this.name = name;
      this.file = directory.resolve(name + ".raw");
      this.slot = slot;
      this.offset = readOffset();
      this.givenBack = offset;
    }

    private long readOffset() throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES);
      int count = offsets.read(buffer, (long) slot * Long.BYTES);
      return count == Long.BYTES ? buffer.flip().getLong() : 0;
    }

    /** Copies at most one chunk; answers whether it copied any. */
    private boolean copyChunk(boolean last) throws IOException {
      if (channel == null) {
        if (!Files.exists(file)) {
          return false;
        }
        channel = FileChannel.open(file, StandardOpenOption.READ);
      }
      ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES);
      int length = channel.read(buffer, offset);
      if (length <= 0) {
        return false;
      }
      boolean atEnd = last && offset + length >= channel.size();
      LogLines.Stamped stamped =
          LogLines.stamp(buffer.array(), length, name, timeOfWriting(), atEnd);
      if (stamped.consumedBytes() == 0) {
        return false;
      }
      append(stamped.text());
      offset += stamped.consumedBytes();
      ByteBuffer saved = ByteBuffer.allocate(Long.BYTES).putLong(offset).flip();
      offsets.write(saved, (long) slot * Long.BYTES);
      giveBack();
      return true;
    }

    /** Output that waited for an agent bears the time at which the last of it was written. */
    private Instant timeOfWriting() throws IOException {
      Instant now = clock.instant();
      Instant written = Files.getLastModifiedTime(file).toInstant();
      return written.isBefore(now.minus(RECENT)) ? written : now;
    }

    private void giveBack() {
      if (offset - givenBack >= GIVE_BACK_BYTES && Shell.find("fallocate").isPresent()) {
        String length = Long.toString(offset - givenBack);
        Shell.run(
            PATIENCE,
            List.of(
                "fallocate",
                "--punch-hole",
                "--offset",
                Long.toString(givenBack),
                "--length",
                length,
                file.toString()),
            "");
        givenBack = offset;
      }
    }
  }

  OutputCopier(Path containerDirectory, Path log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
    try {
      this.offsets =
          FileChannel.open(
              containerDirectory.resolve("copied"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      this.streams =
          List.of(
              new Stream("stdout", containerDirectory, 0),
              new Stream("stderr", containerDirectory, 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a bounded part of what is there; answers whether there may be more. */
  synchronized boolean copySome() {
    return copy(false);
  }

  /** Copies all that is left of a container that ended. */
  synchronized void copyRest() {
    boolean more = true;
    while (more) {
      more = copy(true);
    }
  }

  private boolean copy(boolean last) {
    try {
      boolean more = false;
      for (Stream stream : streams) {
        more |= stream.copyChunk(last);
      }
      return more;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy container output to " + log, e);
    }
  }

  private void append(byte[] text) throws IOException {
    if (logChannel == null) {
      Files.createDirectories(log.getParent());
      logChannel = FileChannel.open(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    ByteBuffer buffer = ByteBuffer.wrap(text);
    while (buffer.hasRemaining()) {
      logChannel.write(buffer);
    }
  }

  /** Makes the log file, and opens it anew if it was renamed. */
  synchronized void reopen() {
    try {
      if (logChannel != null) {
        logChannel.close();
        logChannel = null;
      }
      append(new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + log, e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      offsets.close();
      for (Stream stream : streams) {
        if (stream.channel != null) {
          stream.channel.close();
        }
      }
      if (logChannel != null) {
        logChannel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
