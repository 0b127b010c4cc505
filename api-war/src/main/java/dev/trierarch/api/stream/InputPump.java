package dev.trierarch.api.stream;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads what comes on a connection, whenever it comes and there is room for it.
 *
 * <p>Threading: any thread may {@link #resume}; the sink is called by one at a time. {@code work}
 * counts the reasons to look again that came while one was reading.
 */
final class InputPump implements ReadListener {

  private static final int BUFFER_BYTES = 16 * 1024;

  /** Where the bytes go. */
  interface Sink {
    boolean hasRoom();

    void take(byte[] bytes) throws IOException;

    /** Nothing will come any more; called at least once. */
    void onEnd(Throwable failure);
  }

  private final ServletInputStream in;
  private final Sink sink;
  private final AtomicInteger work = new AtomicInteger();
  private volatile boolean ended;

  private InputPump(ServletInputStream in, Sink sink) {
    this.in = in;
    this.sink = sink;
  }

  static InputPump start(ServletInputStream in, Sink sink) {
    InputPump pump = new InputPump(in, sink);
    in.setReadListener(pump);
    return pump;
  }

  @Override
  public void onDataAvailable() {
    resume();
  }

  /** Reads on, if there is room. */
  void resume() {
    if (work.getAndIncrement() != 0) {
      return;
    }
    int seen = work.get();
    while (seen != 0) {
      try {
        readWhatIsThere();
      } catch (IOException | RuntimeException e) {
        onError(e);
      }
      seen = work.addAndGet(-seen);
    }
  }

  private void readWhatIsThere() throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    while (!ended && sink.hasRoom() && in.isReady()) {
      int count = in.read(buffer);
      if (count < 0) {
        onAllDataRead();
      } else {
        sink.take(Arrays.copyOf(buffer, count));
      }
    }
  }

  @Override
  public void onAllDataRead() {
    onError(null);
  }

  @Override
  public void onError(Throwable failure) {
    ended = true;
    sink.onEnd(failure);
  }
}
