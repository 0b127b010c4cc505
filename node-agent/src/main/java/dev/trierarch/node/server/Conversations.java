package dev.trierarch.node.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The API server's half of what it and a container say to each other. HTTP/1.1 has no way to speak
 * both ways at once, so that a conversation is two requests: the one that begins it, whose answer
 * is what the container says, and {@code POST /streams/ID}, whose body is what the container is
 * told. The end of that body is the end of the conversation.
 */
final class Conversations implements HttpHandler {

  /** Takes what the container is told. */
  interface Listener {
    void on(Channels.Frame frame) throws IOException;

    /** Whoever spoke has gone; called once. */
    void onGone();
  }

  private final Map<String, Listener> open = new ConcurrentHashMap<>();

  /** What comes for this id is the listener's, until the conversation is ended. */
  void begin(String id, Listener listener) {
    if (open.putIfAbsent(id, listener) != null) {
      throw new IllegalArgumentException("stream \"" + id + "\" is open already");
    }
  }

  void end(String id) {
    open.remove(id);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Listener listener = open.remove(path.substring(path.lastIndexOf('/') + 1));
    if (listener == null) {
      Routes.answer(exchange, 404, "text/plain", "no such stream is open\n");
      return;
    }
    try (DataInputStream in = new DataInputStream(exchange.getRequestBody())) {
      for (Channels.Frame frame = Channels.read(in); frame != null; frame = Channels.read(in)) {
        listener.on(frame);
      }
    } finally {
      listener.onGone();
    }
    exchange.sendResponseHeaders(204, -1);
  }
}
