package dev.trierarch.api.stream;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a container is told, on its way to its node's agent: frames of a channel's number in one
 * byte, a length in four and that many bytes; none is the end of the channel.
 *
 * <p>Threading: any thread may send; the subscriber is called by one at a time. {@code work} counts
 * the reasons to look again that came while one was calling.
 */
final class AgentInput implements Flow.Publisher<ByteBuffer>, Flow.Subscription {

  private static final int WAITING_BYTES_MAX = 256 * 1024;

  private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
  private final AtomicInteger work = new AtomicInteger();
  private final Runnable onRoom;
  private Flow.Subscriber<? super ByteBuffer> subscriber;
  private long waitingBytes;
  private long demand;
  private boolean ended;
  private boolean over;

  /**
   * @param onRoom run when there is room again
   */
  AgentInput(Runnable onRoom) {
    this.onRoom = onRoom;
  }

  boolean hasRoom() {
    synchronized (waiting) {
      return waitingBytes < WAITING_BYTES_MAX;
    }
  }

  void send(int channel, byte[] bytes, int offset) {
    int length = bytes.length - offset;
    ByteBuffer frame =
        ByteBuffer.allocate(5 + length)
            .put((byte) channel)
            .putInt(length)
            .put(bytes, offset, length);
    synchronized (waiting) {
      if (!ended) {
        waiting.add(frame.flip());
        waitingBytes += frame.remaining();
      }
    }
    drain();
  }

  /** Nothing more will be said, so that the agent ends what goes on. */
  void end() {
    synchronized (waiting) {
      ended = true;
    }
    drain();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> to) {
    synchronized (waiting) {
      subscriber = to;
    }
    to.onSubscribe(this);
  }

  @Override
  public void request(long count) {
    synchronized (waiting) {
      demand += count;
    }
    drain();
  }

  @Override
  public void cancel() {
    synchronized (waiting) {
      ended = true;
      over = true;
      waiting.clear();
      waitingBytes = 0;
    }
    onRoom.run();
  }

  private void drain() {
    if (work.getAndIncrement() != 0) {
      return;
    }
    int seen = work.get();
    while (seen != 0) {
      sendWhatGoes();
      seen = work.addAndGet(-seen);
    }
  }

  private void sendWhatGoes() {
    for (ByteBuffer frame = next(); frame != null; frame = next()) {
      subscriber.onNext(frame);
    }
    boolean last;
    synchronized (waiting) {
      last = ended && !over && waiting.isEmpty() && subscriber != null;
      over |= last;
    }
    if (last) {
      subscriber.onComplete();
    }
  }

  private ByteBuffer next() {
    ByteBuffer frame;
    boolean roomAgain;
    synchronized (waiting) {
      if (demand == 0 || over || waiting.isEmpty()) {
        return null;
      }
      demand--;
      frame = waiting.poll();
      boolean full = waitingBytes >= WAITING_BYTES_MAX;
      waitingBytes -= frame.remaining();
      roomAgain = full && waitingBytes < WAITING_BYTES_MAX;
    }
    if (roomAgain) {
      onRoom.run();
    }
    return frame;
  }
}
