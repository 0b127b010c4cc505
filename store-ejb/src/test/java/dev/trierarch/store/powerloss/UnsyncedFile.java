package dev.trierarch.store.powerloss;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;

/** A file's content as programs see it, and what of it a power loss would leave. */
final class UnsyncedFile {

  private static final int PAGE_BYTES = 4096;

  private byte[] content = new byte[0];
  private byte[] synced = new byte[0];
  private int size;
  private int syncedSize;
  private final BitSet unsyncedPages = new BitSet();

  int size() {
    return size;
  }

  /** The bytes at an offset, fewer at the end of the file. */
  byte[] read(int offset, int count) {
    return offset >= size
        ? new byte[0]
        : Arrays.copyOfRange(content, offset, Math.min(size, offset + count));
  }

  void write(int offset, byte[] bytes) {
    int end = offset + bytes.length;
    content = grown(content, end);
    System.arraycopy(bytes, 0, content, offset, bytes.length);
    unsyncedPages.set(offset / PAGE_BYTES, (end - 1) / PAGE_BYTES + 1);
    size = Math.max(size, end);
  }

  void truncate(int newSize) {
    content = grown(content, newSize);
    if (newSize < size) {
      Arrays.fill(content, newSize, size, (byte) 0);
      unsyncedPages.set(newSize / PAGE_BYTES, (size - 1) / PAGE_BYTES + 1);
    }
    size = newSize;
  }

  void sync() {
    unsyncedPages.stream().forEach(this::keepPage);
    unsyncedPages.clear();
    syncedSize = size;
  }

  /**
   * Drops what was not synced: each page of it, and the new size, is kept by chance or lost.
   *
   * @param kept the share that is kept by chance, 0 to lose all
   */
  void losePower(Random random, double kept) {
    if (random.nextDouble() < kept) {
      syncedSize = size;
    }
    unsyncedPages.stream().filter(page -> random.nextDouble() < kept).forEach(this::keepPage);
    unsyncedPages.clear();
    size = syncedSize;
    synced = grown(synced, size);
    Arrays.fill(synced, size, synced.length, (byte) 0);
    content = synced.clone();
  }

  private void keepPage(int page) {
    int from = page * PAGE_BYTES;
    int to = Math.min(content.length, from + PAGE_BYTES);
    if (from < to) {
      synced = grown(synced, to);
      System.arraycopy(content, from, synced, from, to - from);
    }
  }

  private static byte[] grown(byte[] bytes, int wanted) {
    return bytes.length >= wanted
        ? bytes
        : Arrays.copyOf(bytes, Math.max(wanted, 2 * bytes.length));
  }
}
