package dev.trierarch.api.stream;

import dev.trierarch.api.stream.SpdySession.Piece;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Connections to ports of a pod: for each the client opens two streams, one for what goes wrong and
 * one for the connection itself.
 */
final class PortForwardTraffic implements SpdySession.Traffic {

  private static final int EARLY_BYTES_MAX = 256 * 1024;
  private static final byte[] NONE = {};

  private final Function<String, CompletableFuture<AgentConversation>> dial;
  private final Runnable closed;
  private final Map<String, Integer> errorStreams = new HashMap<>();
  private final Map<Integer, Forward> forwards = new LinkedHashMap<>();
  private final Queue<Piece> ready = new ArrayDeque<>();
  private Speaker.Line line;
  private boolean over;

  /**
   * @param dial opens a connection to a port
   * @param closed run once it is over
   */
  PortForwardTraffic(Function<String, CompletableFuture<AgentConversation>> dial, Runnable closed) {
    this.dial = dial;
    this.closed = closed;
  }

  /** One connection; what the client says before it stands waits. */
  private static final class Forward {
    private final int errorStream;
    private final Queue<byte[]> early = new ArrayDeque<>();
    private int earlyBytes;
    private AgentConversation connection;

    Forward(int errorStream) {
      this.errorStream = errorStream;
    }

    boolean hasRoom() {
      return connection == null ? earlyBytes < EARLY_BYTES_MAX : connection.hasRoom();
    }
  }

  @Override
  public void connect(Speaker.Line to) {
    line = to;
  }

  @Override
  public synchronized void onStream(int stream, Map<String, String> headers) {
    String request = headers.getOrDefault("requestid", headers.getOrDefault("port", ""));
    if ("error".equals(headers.get("streamtype"))) {
      errorStreams.put(request, stream);
      return;
    }
    Integer errors = errorStreams.remove(request);
    if (errors == null) {
      throw new IllegalStateException("no error stream was opened for request " + request);
    }
    forwards.put(stream, new Forward(errors));
    var unused =
        dial.apply(headers.getOrDefault("port", ""))
            .whenComplete((connection, failure) -> dialled(stream, connection, failure));
  }

  private void dialled(int stream, AgentConversation connection, Throwable failure) {
    synchronized (this) {
      Forward forward = forwards.get(stream);
      if (failure != null) {
        fail(stream, StreamedAnswer.reason(failure));
      } else if (over || forward == null) {
        connection.abandon();
      } else {
        forward.connection = connection;
        connection.begin(line);
        forward.early.forEach(bytes -> connection.tell(0, bytes, 0));
        forward.early.clear();
      }
    }
    line.wake();
    line.resume();
  }

  private void fail(int stream, String why) {
    Forward forward = forwards.remove(stream);
    if (forward != null) {
      ready.add(new Piece(forward.errorStream, why.getBytes(StandardCharsets.UTF_8), true));
      ready.add(new Piece(stream, NONE, true));
    }
  }

  @Override
  public synchronized void onData(int stream, byte[] bytes, boolean last) {
    Forward forward = forwards.get(stream);
    if (forward == null) {
      return; // the client ends its half of the stream of errors, or a connection has ended
    }
    if (bytes.length > 0) {
      tell(forward, bytes);
    }
    if (last) {
      tell(forward, NONE);
    }
  }

  private static void tell(Forward forward, byte[] bytes) {
    if (forward.connection != null) {
      forward.connection.tell(0, bytes, 0);
    } else {
      forward.early.add(bytes);
      forward.earlyBytes += bytes.length;
    }
  }

  @Override
  public synchronized void onReset(int stream) {
    Forward forward = forwards.remove(stream);
    if (forward != null && forward.connection != null) {
      forward.connection.close();
    }
  }

  @Override
  public synchronized boolean hasRoom() {
    return forwards.values().stream().allMatch(Forward::hasRoom);
  }

  @Override
  public synchronized Piece next() {
    Iterator<Map.Entry<Integer, Forward>> each = forwards.entrySet().iterator();
    while (ready.isEmpty() && each.hasNext()) {
      Map.Entry<Integer, Forward> one = each.next();
      AgentConversation connection = one.getValue().connection;
      AgentConversation.Frame frame = connection == null ? null : connection.next();
      if (frame != null) {
        return new Piece(one.getKey(), frame.bytes(), false);
      }
      if (connection != null && connection.isFinished()) {
        each.remove();
        connection.close();
        ready.add(new Piece(one.getKey(), NONE, true));
        ready.add(new Piece(one.getValue().errorStream, NONE, true));
      }
    }
    return ready.poll();
  }

  /** The client says when it has had enough. */
  @Override
  public boolean isFinished() {
    return false;
  }

  @Override
  public void onClosed() {
    synchronized (this) {
      over = true;
      forwards.values().stream()
          .map(forward -> forward.connection)
          .filter(connection -> connection != null)
          .forEach(AgentConversation::close);
      forwards.clear();
    }
    closed.run();
  }
}
