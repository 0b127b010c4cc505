package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.runtime.PodRuntime.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One stream of a container as it is written, from now up to the container's end: lines that have
 * not ended too, such as a shell's prompt.
 */
final class RawOutput extends InputStream {
  private static final long PATIENCE_MILLIS = 200;

  private final EmbeddedContainer container;
  private final FileChannel file;
  private long position;
  private volatile boolean closed;

  private RawOutput(EmbeddedContainer container, FileChannel file, long position) {
    this.container = container;
    this.file = file;
    this.position = position;
  }

  /**
   * @param stream {@code stdout} or {@code stderr}
   */
  static RawOutput of(EmbeddedContainer container, String stream) throws IOException {
    Path path = container.directory().resolve(stream + ".raw");
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    return new RawOutput(container, file, file.size());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (!closed) {
      long counted = container.bell().rings();
      boolean complete = container.phase() == Phase.EXITED;
      int count = readNow(ByteBuffer.wrap(bytes, offset, length));
      if (count > 0) {
        position += count;
        return count;
      }
      if (complete) {
        return -1;
      }
      container.bell().await(counted, PATIENCE_MILLIS);
    }
    return -1;
  }

  private int readNow(ByteBuffer buffer) throws IOException {
    try {
      return file.read(buffer, position);
    } catch (ClosedChannelException e) {
      return -1; // whoever reads finds it closed
    }
  }

  /** Also ends it for another thread that reads. */
  @Override
  public void close() throws IOException {
    closed = true;
    container.bell().ring();
    file.close();
  }
}
