package dev.trierarch.node.join;

/** The agent did not get a certificate; the message says what to do next. */
public final class JoinFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JoinFailure(String message) {
    super(message);
  }

  public JoinFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
