package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.runtime.PodRuntime.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the folders of running containers: copies output as it comes and notices ends.
 *
 * <p>One thread serves all containers in turn, a bounded part each, so that one that writes much
 * does not starve the others. The kernel tells it what changed; a beat a second catches what was
 * not told.
 */
final class OutputWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutputWatch.class);
  private static final long BEAT_MILLIS = 1_000;
  private static final long WAIT_STEP_MILLIS = 200;

  private final Map<String, EmbeddedContainer> followed = new ConcurrentHashMap<>();
  private final Map<WatchKey, String> keys = new ConcurrentHashMap<>();
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private final WatchService changes;
  private final Thread thread;
  private final Object endings = new Object();
  private volatile boolean closed;

  OutputWatch() {
    try {
      this.changes = FileSystems.getDefault().newWatchService();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the kernel refuses to watch files: raise fs.inotify.max_user_instances", e);
    }
    this.thread = new Thread(this::run, "container-output");
    thread.setDaemon(true);
    thread.start();
  }

  void follow(EmbeddedContainer container) {
    followed.put(container.id(), container);
    try {
      WatchKey key =
          container
              .directory()
              .register(
                  changes,
                  StandardWatchEventKinds.ENTRY_CREATE,
                  StandardWatchEventKinds.ENTRY_MODIFY);
      keys.put(key, container.id());
    } catch (NoSuchFileException e) {
      followed.remove(container.id());
    } catch (IOException e) {
      LOG.info("Output of container {} is copied once a second only: {}", container.id(), e);
    }
    if (followed.containsKey(container.id()) && serve(container)) {
      busy.add(container.id()); // what was written before the kernel was asked to tell of it
    }
  }

  void forget(String id) {
    followed.remove(id);
    keys.entrySet().stream()
        .filter(e -> e.getValue().equals(id))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(
            key -> {
              key.cancel();
              keys.remove(key);
            });
  }

  /** Waits until a container has ended; answers whether it has. */
  boolean awaitEnd(EmbeddedContainer container, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (container.phase() == Phase.RUNNING) {
      long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        return false;
      }
      synchronized (endings) {
        try {
          endings.wait(Math.min(WAIT_STEP_MILLIS, leftMillis));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
    }
    return true;
  }

  private void run() {
    long nextBeat = System.nanoTime();
    while (!closed) {
      try {
        long patience = busy.isEmpty() ? Math.max(0, nextBeat - System.nanoTime()) : 0;
        Optional.ofNullable(changes.poll(patience, TimeUnit.NANOSECONDS)).ifPresent(this::note);
        // However much the others write, a quiet container has its turn.
        if (System.nanoTime() - nextBeat >= 0) {
          busy.addAll(followed.keySet());
          nextBeat = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BEAT_MILLIS);
        }
        serve();
      } catch (ClosedWatchServiceException e) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void note(WatchKey key) {
    // Which file it was does not matter: the container is looked at as a whole.
    key.pollEvents();
    String id = keys.get(key);
    if (id != null) {
      busy.add(id);
    }
    key.reset();
  }

  private void serve() {
    for (String id : Set.copyOf(busy)) {
      EmbeddedContainer container = followed.get(id);
      if (container == null || !serve(container)) {
        busy.remove(id);
      }
    }
  }

  /** Answers whether there may be more to do at once. */
  private boolean serve(EmbeddedContainer container) {
    try {
      container.bell().ring();
      boolean more = container.output().copySome();
      if (!more && container.phase() == Phase.EXITED) {
        forget(container.id());
        container.bell().ring();
        synchronized (endings) {
          endings.notifyAll();
        }
      }
      return more;
    } catch (RuntimeException e) {
      LOG.warn("Output of container {} cannot be copied: {}", container.id(), e.toString());
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      changes.close();
      thread.join(BEAT_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
