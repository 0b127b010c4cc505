package dev.trierarch.api.watch;

import dev.trierarch.api.resource.Selection;
import dev.trierarch.api.stream.AsyncOutput;
import dev.trierarch.api.stream.Outlet;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoredObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.logging.Logger;

/**
 * One watch: first the state so far where the client wants it, then the rows as they come. A client
 * that does not keep up is cut off and may resume.
 *
 * <p>Threading: rows come in on the store's thread, frames go out on a writer's; they meet at the
 * queue, under its lock.
 */
final class WatchStream implements Store.Watcher, AsyncOutput.Source {

  private static final Logger LOG = Logger.getLogger(WatchStream.class.getName());
  static final int WAITING_FRAMES_MAX = 10_000;
  static final long WAITING_BYTES_MAX = 16L * 1024 * 1024;

  /** What is to be sent: an event, encoded when its turn comes, or a frame that is ready. */
  private record Waiting(WatchEvent event, byte[] ready) {
    int sizeBytes() {
      return event == null ? ready.length : event.object().json().length;
    }
  }

  private final Selection selection;
  private final FrameEncoder encoder;
  private Iterator<StoredObject> initial;
  private final List<Runnable> atEnd = new ArrayList<>();
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private long progress;
  private boolean finished;
  private boolean closed;
  private byte[] initialEnd;
  private volatile Outlet output;

  /**
   * @param initial the state so far, empty when the client does not want it
   * @param initialEnd the bookmark after that, null when the client does not want it
   * @param progress the revision that the watch begins after
   */
  WatchStream(
      Selection selection,
      FrameEncoder encoder,
      Iterator<StoredObject> initial,
      byte[] initialEnd,
      long progress) {
    this.selection = selection;
    this.encoder = encoder;
    this.initial = initial;
    this.initialEnd = initialEnd;
    this.progress = progress;
  }

  /** Ties the ends together: where frames go and where rows come from. */
  void connect(Outlet to, Store.Subscription from) {
    output = to;
    atEnd(from::close);
    to.wake();
  }

  /** Has something done once the stream has ended; at once when it has ended already. */
  void atEnd(Runnable action) {
    synchronized (waiting) {
      if (!closed) {
        atEnd.add(action);
        return;
      }
    }
    action.run();
  }

  @Override
  public void onRows(List<Revision> rows, long revision) {
    boolean added = false;
    for (Revision row : rows) {
      WatchEvent event = WatchEvent.of(row, selection).orElse(null);
      if (event != null) {
        added = true;
        add(new Waiting(event, null));
      }
    }
    onProgress(revision);
    if (added) {
      wake();
    }
  }

  @Override
  public void onProgress(long revision) {
    synchronized (waiting) {
      progress = Math.max(progress, revision);
    }
  }

  @Override
  public void onClosed(String reason) {
    LOG.fine(() -> "The store ended a watch of " + selection.type().plural() + ": " + reason);
    finish();
  }

  private void add(Waiting frame) {
    synchronized (waiting) {
      if (finished) {
        return;
      }
      waiting.add(frame);
      waitingBytes += frame.sizeBytes();
      if (waiting.size() > WAITING_FRAMES_MAX || waitingBytes > WAITING_BYTES_MAX) {
        cutOff();
      }
    }
  }

  private void cutOff() {
    LOG.info(
        () -> "A watcher of " + selection.type().plural() + " does not keep up; it may resume");
    finished = true;
    waiting.clear();
    if (output != null) {
      output.abort();
    }
  }

  /** Tells the client how far it has seen. */
  void bookmark() {
    synchronized (waiting) {
      add(new Waiting(null, encoder.bookmark(progress, false)));
    }
    wake();
  }

  /** Tells the client how far it has seen, so that it resumes there, and ends. */
  void finishWithBookmark() {
    bookmark();
    finish();
  }

  /** Adds a last frame and ends. */
  void finish(byte[] last) {
    add(new Waiting(null, last));
    finish();
  }

  /** Ends once everything that waits is written. */
  void finish() {
    synchronized (waiting) {
      finished = true;
    }
    wake();
  }

  private void wake() {
    Outlet to = output;
    if (to != null) {
      to.wake();
    }
  }

  @Override
  public byte[] next() {
    if (initial.hasNext()) {
      return encoder.initial(initial.next());
    }
    initial = Collections.emptyIterator(); // the other one holds the state that it began with
    if (initialEnd != null) {
      byte[] end = initialEnd;
      initialEnd = null;
      return end;
    }
    Waiting frame;
    synchronized (waiting) {
      frame = waiting.poll();
      if (frame == null) {
        return null;
      }
      waitingBytes -= frame.sizeBytes();
    }
    return frame.event() == null ? frame.ready() : encoder.event(frame.event());
  }

  @Override
  public boolean isFinished() {
    synchronized (waiting) {
      return finished && waiting.isEmpty();
    }
  }

  @Override
  public void onClosed() {
    List<Runnable> last;
    synchronized (waiting) {
      finished = true;
      closed = true;
      waiting.clear();
      last = List.copyOf(atEnd);
    }
    last.forEach(Runnable::run);
  }
}
