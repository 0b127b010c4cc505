package dev.trierarch.api.stream;

import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A connection whose bytes are a speaker's messages, however they are cut on the way. */
final class RawSession
    implements ConnectionTakeover.Protocol, InputPump.Sink, Speaker.Line, AsyncOutput.Source {

  private static final Logger LOG = Logger.getLogger(RawSession.class.getName());

  private final Speaker speaker;
  private final StreamThreads threads;
  private volatile AsyncOutput output;
  private volatile InputPump input;

  RawSession(Speaker speaker, StreamThreads threads) {
    this.speaker = speaker;
    this.threads = threads;
  }

  @Override
  public void begin(WebConnection connection) {
    try {
      speaker.connect(this);
      output = AsyncOutput.start(connection, this, threads);
      input = InputPump.start(connection.getInputStream(), this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    wake();
  }

  @Override
  public void end() {
    AsyncOutput to = output;
    if (to != null) {
      to.abort();
    }
  }

  @Override
  public void wake() {
    AsyncOutput to = output;
    if (to != null) {
      to.wake();
    }
  }

  @Override
  public void resume() {
    InputPump from = input;
    if (from != null) {
      threads.writers().execute(from::resume);
    }
  }

  @Override
  public boolean hasRoom() {
    return speaker.hasRoom();
  }

  @Override
  public void take(byte[] bytes) {
    speaker.onMessage(bytes);
  }

  @Override
  public void onEnd(Throwable failure) {
    if (failure != null) {
      LOG.log(Level.FINE, "A connection broke off", failure);
    }
    end();
  }

  @Override
  public byte[] next() {
    return speaker.next();
  }

  @Override
  public boolean isFinished() {
    return speaker.isFinished();
  }

  @Override
  public void onClosed() {
    speaker.onClosed();
  }
}
