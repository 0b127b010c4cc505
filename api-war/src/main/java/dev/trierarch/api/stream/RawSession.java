package dev.trierarch.api.stream;

/** A connection whose bytes are a speaker's messages, however they are cut on the way. */
final class RawSession extends TakenConnection {

  RawSession(Speaker speaker, StreamThreads threads) {
    super(speaker, threads);
  }

  @Override
  public void end() {
    abort();
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
