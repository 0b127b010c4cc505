package dev.trierarch.api.stream;

import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;

/** Hands a connection that leaves HTTP to the protocol that goes on with it. */
public final class ConnectionTakeover implements HttpUpgradeHandler {

  /** What is spoken from now on. */
  interface Protocol {
    void begin(WebConnection connection);

    /** The connection has ended, by whichever side; may be called more than once. */
    void end();
  }

  private Protocol protocol;

  /** To be called before the request is answered. */
  void to(Protocol next) {
    protocol = next;
  }

  @Override
  public void init(WebConnection connection) {
    protocol.begin(connection);
  }

  @Override
  public void destroy() {
    protocol.end();
  }
}
