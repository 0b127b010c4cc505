package dev.trierarch.api.stream;

/** A speaker that only speaks: what the client says is of no account. */
record Announcer(AsyncOutput.Source source) implements Speaker {

  @Override
  public void connect(Line line) {
    // The source is woken by who made it.
  }

  @Override
  public void onMessage(byte[] message) {
    // Nothing that a client could say would change what is announced.
  }

  @Override
  public boolean hasBegun() {
    return source.hasBegun();
  }

  @Override
  public byte[] next() {
    return source.next();
  }

  @Override
  public boolean isFinished() {
    return source.isFinished();
  }

  @Override
  public void onClosed() {
    source.onClosed();
  }
}
