package dev.trierarch.api.stream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A response that is written bit by bit, whenever there is something to write and the client takes
 * it, on no thread of its own.
 *
 * <p>Threading: {@link #wake} may be called by any thread; {@link Source#next} is called by one
 * thread at a time. {@code work} counts the reasons to look again that came while one was writing.
 */
public final class AsyncOutput implements Outlet, WriteListener, AsyncListener {

  /** Where the bytes come from. */
  public interface Source {

    /** The head of the response is complete, so that it may go out; until then nothing does. */
    default boolean hasBegun() {
      return true;
    }

    /** The next bytes; null when there are none now. */
    byte[] next();

    /** Nothing will come any more, so that the response ends once {@link #next} is empty. */
    boolean isFinished();

    /** The response has ended, by whichever side; called once. */
    void onClosed();
  }

  private static final Logger LOG = Logger.getLogger(AsyncOutput.class.getName());

  /** Ends the response for the container. */
  private interface End {
    void run() throws Exception;
  }

  private final End end;
  private final ServletOutputStream out;
  private final Source source;
  private final Executor writers;
  private final Executor closers;
  private final AtomicInteger work = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean aborted;
  private boolean unflushed = true; // the head of the response goes out even when nothing follows

  private AsyncOutput(
      End end, ServletOutputStream out, Source source, Executor writers, Executor closers) {
    this.end = end;
    this.out = out;
    this.source = source;
    this.writers = writers;
    this.closers = closers;
  }

  /**
   * Begins to write the response of an asynchronous request. It must be called by the thread that
   * serves the request: Payara refuses the listener of any other.
   *
   * @param writers asks the source and writes; never blocks
   * @param closers ends what is aborted, which blocks while the client takes nothing
   */
  public static AsyncOutput start(
      AsyncContext context, Source source, Executor writers, Executor closers) throws IOException {
    context.setTimeout(0); // the source says when it ends
    ServletOutputStream out = context.getResponse().getOutputStream();
    AsyncOutput output = new AsyncOutput(context::complete, out, source, writers, closers);
    context.addListener(output);
    out.setWriteListener(output);
    return output;
  }

  /** Begins to write on a connection that speaks another protocol than HTTP from now on. */
  static AsyncOutput start(WebConnection connection, Source source, StreamThreads threads)
      throws IOException {
    ServletOutputStream out = connection.getOutputStream();
    AsyncOutput output =
        new AsyncOutput(connection::close, out, source, threads.writers(), threads.closers());
    out.setWriteListener(output);
    return output;
  }

  @Override
  public void wake() {
    if (work.getAndIncrement() == 0) {
      writers.execute(this::run);
    }
  }

  @Override
  public void abort() {
    aborted = true;
    wake();
  }

  @Override
  public void onWritePossible() {
    wake(); // the thread that calls may be the one that moves the bytes of all connections
  }

  private void run() {
    int seen = work.get();
    while (seen != 0) {
      try {
        writeWhatGoes();
      } catch (IOException | RuntimeException e) {
        onError(e);
      }
      seen = work.addAndGet(-seen);
    }
  }

  private void writeWhatGoes() throws IOException {
    while (!closed.get()) {
      if (aborted) {
        completeElsewhere();
      } else if (!out.isReady()) {
        return; // the container calls onWritePossible
      } else if (!writeNext()) {
        return;
      }
    }
  }

  /** False when there is nothing to do until the next wake. */
  private boolean writeNext() throws IOException {
    if (!source.hasBegun()) {
      return false;
    }
    byte[] bytes = source.next();
    if (bytes != null) {
      out.write(bytes);
      unflushed = true;
      return true;
    }
    if (unflushed) {
      unflushed = false;
      out.flush();
      return true;
    }
    if (source.isFinished()) {
      complete();
    }
    return false;
  }

  private void complete() {
    if (close()) {
      end();
    }
  }

  private void end() {
    try {
      end.run();
    } catch (Exception e) {
      LOG.log(Level.FINE, "The container had ended the stream already", e);
    }
  }

  private void completeElsewhere() {
    if (close()) {
      closers.execute(this::end);
    }
  }

  private boolean close() {
    boolean first = closed.compareAndSet(false, true);
    if (first) {
      source.onClosed();
    }
    return first;
  }

  @Override
  public void onError(Throwable failure) {
    LOG.log(Level.FINE, "A client went away in the middle of a stream", failure);
    complete();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    close();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    abort();
  }

  @Override
  public void onError(AsyncEvent event) {
    close();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }
}
