package dev.trierarch.api.stream;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * An agent's response body on its way to our client: asks the agent for more only when the client
 * has taken what was there, so that no more than one delivery waits here.
 *
 * <p>Threading: the HTTP client's threads call the subscriber's methods, a writer the source's;
 * they meet under the queue's lock.
 */
final class ProxiedBody implements Flow.Subscriber<List<ByteBuffer>>, AsyncOutput.Source {

  private static final Logger LOG = Logger.getLogger(ProxiedBody.class.getName());

  private final Runnable onClosed;
  private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
  private Flow.Subscription subscription;
  private Runnable output;
  private boolean begun;
  private boolean asked;
  private boolean finished;
  private boolean closed;

  /**
   * @param onClosed run once the response has ended
   */
  ProxiedBody(Runnable onClosed) {
    this.onClosed = onClosed;
  }

  /**
   * Where the bytes go, once they come.
   *
   * @param to run whenever there is something to take
   */
  void connect(Runnable to) {
    synchronized (waiting) {
      output = to;
    }
  }

  /** The head of the response is complete. */
  void begin() {
    synchronized (waiting) {
      begun = true;
    }
    wake();
  }

  /** The whole body is this, and nothing comes from an agent. */
  void end(byte[] body) {
    synchronized (waiting) {
      waiting.add(ByteBuffer.wrap(body));
      begun = true;
    }
    end();
  }

  @Override
  public void onSubscribe(Flow.Subscription to) {
    synchronized (waiting) {
      if (closed) {
        to.cancel();
        return;
      }
      subscription = to;
      asked = true;
    }
    to.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    synchronized (waiting) {
      waiting.addAll(buffers);
      asked = false;
    }
    wake();
  }

  @Override
  public void onError(Throwable failure) {
    LOG.log(Level.FINE, "An agent's response broke off", failure);
    end();
  }

  @Override
  public void onComplete() {
    end();
  }

  private void end() {
    synchronized (waiting) {
      finished = true;
    }
    wake();
  }

  private void wake() {
    Runnable to;
    synchronized (waiting) {
      to = output;
    }
    if (to != null) {
      to.run();
    }
  }

  @Override
  public boolean hasBegun() {
    synchronized (waiting) {
      return begun;
    }
  }

  @Override
  public byte[] next() {
    ByteBuffer buffer;
    Flow.Subscription more = null;
    synchronized (waiting) {
      buffer = waiting.poll();
      if (buffer == null && !asked && !finished && subscription != null) {
        asked = true;
        more = subscription;
      }
    }
    if (more != null) {
      more.request(1);
    }
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @Override
  public boolean isFinished() {
    synchronized (waiting) {
      return finished && waiting.isEmpty();
    }
  }

  @Override
  public void onClosed() {
    Flow.Subscription from;
    synchronized (waiting) {
      closed = true;
      finished = true;
      waiting.clear();
      from = subscription;
    }
    if (from != null) {
      from.cancel();
    }
    onClosed.run();
  }
}
