package dev.trierarch.api.stream;

import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A connection that has left HTTP, and the speaker whose messages it carries. */
abstract class TakenConnection
    implements ConnectionTakeover.Protocol, InputPump.Sink, Speaker.Line, AsyncOutput.Source {

  private static final Logger LOG = Logger.getLogger(TakenConnection.class.getName());

  final Speaker speaker;
  final StreamThreads threads;
  private volatile AsyncOutput output;
  private volatile InputPump input;

  TakenConnection(Speaker speaker, StreamThreads threads) {
    this.speaker = speaker;
    this.threads = threads;
  }

  @Override
  public final void begin(WebConnection connection) {
    speaker.connect(this);
    try {
      output = AsyncOutput.start(connection, this, threads);
      input = InputPump.start(connection.getInputStream(), this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    wake();
  }

  @Override
  public final void wake() {
    AsyncOutput to = output;
    if (to != null) {
      to.wake();
    }
  }

  @Override
  public final void resume() {
    InputPump from = input;
    if (from != null) {
      threads.writers().execute(from::resume);
    }
  }

  @Override
  public final void onEnd(Throwable failure) {
    if (failure != null) {
      LOG.log(Level.FINE, "A connection broke off", failure);
    }
    abort();
  }

  /** Ends it, whatever is still to be sent. */
  public void abort() {
    AsyncOutput to = output;
    if (to != null) {
      to.abort();
    }
  }
}
