package dev.trierarch.node.runtime.cri;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A stream of chunks that one thread brings and another reads. */
final class ChunkStream extends InputStream {
  private static final byte[] END = new byte[0];

  /** Bounded by who brings chunks: the next is asked for when one has been taken. */
  private final BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();

  private final Runnable onTaken;
  private byte[] current = END;
  private int position;
  private boolean ended;

  /**
   * @param onTaken run each time the reader begins another chunk
   */
  ChunkStream(Runnable onTaken) {
    this.onTaken = onTaken;
  }

  void add(byte[] chunk) {
    if (chunk.length > 0) {
      chunks.add(chunk);
    } else {
      onTaken.run();
    }
  }

  void end() {
    chunks.add(END);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (position == current.length && !next()) {
      return -1;
    }
    int count = Math.min(length, current.length - position);
    System.arraycopy(current, position, into, offset, count);
    position += count;
    return count;
  }

  private boolean next() throws IOException {
    if (ended) {
      return false;
    }
    try {
      current = chunks.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the agent stops");
    }
    position = 0;
    ended = Arrays.equals(current, END);
    if (!ended) {
      onTaken.run();
    }
    return !ended;
  }
}
