package dev.trierarch.node.runtime.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The input of a container: a pipe that its supervisor keeps open while nobody writes.
 *
 * <p>Opening a pipe waits for its other side, unless one opens both: so no thread waits here for a
 * container that has just ended.
 */
final class ContainerInput extends OutputStream {
  private final Path pipe;
  private final Path end;
  private final boolean endsWithWriter;
  private OutputStream out;

  /**
   * @param endsWithWriter whether the container's input ends when this one is closed
   */
  ContainerInput(Path containerDirectory, boolean endsWithWriter) {
    this.pipe = containerDirectory.resolve("stdin");
    this.end = containerDirectory.resolve("stdin.end");
    this.endsWithWriter = endsWithWriter;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (Files.exists(end)) {
      opened().write(bytes, offset, length);
    }
  }

  private OutputStream opened() throws IOException {
    if (out == null) {
      FileChannel bothSides = open(pipe);
      try {
        out = Files.newOutputStream(pipe, StandardOpenOption.WRITE);
      } finally {
        bothSides.close();
      }
    }
    return out;
  }

  private static FileChannel open(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
      out = null;
    }
    if (endsWithWriter) {
      end();
    }
  }

  /** Lets go of the pipe whoever keeps it open, once. */
  private void end() throws IOException {
    if (Files.exists(end)) {
      try (FileChannel word = open(end)) {
        word.write(ByteBuffer.wrap(new byte[] {'\n'}));
      }
      Files.deleteIfExists(end);
    }
  }
}
