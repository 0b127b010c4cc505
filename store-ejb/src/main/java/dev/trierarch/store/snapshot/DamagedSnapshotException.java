package dev.trierarch.store.snapshot;

import java.io.IOException;

/** A snapshot that is not as it was written; the message says what is wrong, and where. */
public final class DamagedSnapshotException extends IOException {

  private static final long serialVersionUID = 1L;

  DamagedSnapshotException(String message) {
    super(message);
  }

  DamagedSnapshotException(String message, Throwable cause) {
    super(message, cause);
  }
}
