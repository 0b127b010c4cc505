package dev.trierarch.node.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one agent of a machine change an image store at a time.
 *
 * <p>The file's lock is between processes; a JVM may hold it once, so its threads queue before it.
 */
final class StoreLock {
  private static final Map<Path, ReentrantLock> IN_THIS_PROCESS = new ConcurrentHashMap<>();

  /** What is done under the lock. */
  interface Work<T> {
    T run() throws IOException;
  }

  private StoreLock() {}

  static <T> T whileHeld(Path directory, Work<T> work) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.toRealPath().resolve("lock");
    ReentrantLock thread = IN_THIS_PROCESS.computeIfAbsent(file, f -> new ReentrantLock());
    thread.lock();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      // Closing the channel gives the lock back.
      channel.lock();
      return work.run();
    } finally {
      thread.unlock();
    }
  }
}
