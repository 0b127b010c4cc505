package dev.trierarch.api.stream;

import java.util.Base64;

/** A source of bytes for clients that take only text. */
record Base64Source(AsyncOutput.Source source) implements AsyncOutput.Source {

  @Override
  public boolean hasBegun() {
    return source.hasBegun();
  }

  @Override
  public byte[] next() {
    byte[] bytes = source.next();
    return bytes == null ? null : Base64.getEncoder().encode(bytes);
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
