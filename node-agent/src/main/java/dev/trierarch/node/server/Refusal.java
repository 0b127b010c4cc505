package dev.trierarch.node.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** A request that cannot be answered, and how. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;
  private final int status;

  Refusal(int status, String message) {
    super(message);
    this.status = status;
  }

  void answer(HttpExchange exchange) throws IOException {
    Routes.answer(exchange, status, "text/plain", getMessage() + "\n");
  }
}
