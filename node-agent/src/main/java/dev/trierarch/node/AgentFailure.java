package dev.trierarch.node;

/** The agent cannot start here; the message says what to do. */
final class AgentFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AgentFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
