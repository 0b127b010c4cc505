package dev.trierarch.api.stream;

import dev.trierarch.api.resource.Json;
import dev.trierarch.api.resource.Statuses;
import dev.trierarch.api.stream.SpdySession.Piece;
import dev.trierarch.registry.ApiErrors;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * A command in a container, or the container itself, whose streams the client opens one by one;
 * their numbers are those of the channels.
 */
final class CommandTraffic implements SpdySession.Traffic {

  private static final List<String> TYPES = List.of("stdin", "stdout", "stderr", "error", "resize");
  private static final int STDIN = 0;
  private static final int ERROR = 3;
  private static final int RESIZE = 4;
  private static final byte[] NONE = {};

  private final AgentConversation container;
  private final int streamsExpected;
  private final Runnable closed;
  private final Map<Integer, Integer> channels = new HashMap<>();
  private final Map<Integer, Integer> streams = new HashMap<>();
  private final Queue<Piece> ready = new ArrayDeque<>();
  private boolean statusTold;
  private boolean ended;

  /**
   * @param streamsExpected nothing is sent until the client has opened so many
   * @param closed run once it is over
   */
  CommandTraffic(AgentConversation container, int streamsExpected, Runnable closed) {
    this.container = container;
    this.streamsExpected = streamsExpected;
    this.closed = closed;
  }

  @Override
  public void connect(Speaker.Line line) {
    container.begin(line);
  }

  @Override
  public synchronized void onStream(int stream, Map<String, String> headers) {
    int channel = TYPES.indexOf(headers.get("streamtype"));
    if (channel < 0) {
      throw new IllegalStateException("no such streamtype: " + headers.get("streamtype"));
    }
    channels.put(stream, channel);
    streams.put(channel, stream);
  }

  @Override
  public synchronized void onData(int stream, byte[] bytes, boolean last) {
    int channel = channels.getOrDefault(stream, ERROR);
    if (bytes.length > 0 && (channel == STDIN || channel == RESIZE)) {
      container.tell(channel, bytes, 0);
    }
    if (last && channel == STDIN) {
      container.tell(channel, NONE, 0);
    }
  }

  @Override
  public void onReset(int stream) {
    onData(stream, NONE, true);
  }

  @Override
  public boolean hasRoom() {
    return container.hasRoom();
  }

  @Override
  public synchronized Piece next() {
    if (streams.size() < streamsExpected) {
      return null;
    }
    while (ready.isEmpty()) {
      AgentConversation.Frame frame = container.next();
      if (frame != null) {
        take(frame);
      } else if (container.isFinished() && !ended) {
        finish();
      } else {
        return null;
      }
    }
    return ready.poll();
  }

  private void take(AgentConversation.Frame frame) {
    Integer stream = streams.get(frame.channel());
    statusTold |= frame.channel() == ERROR;
    if (stream != null) {
      ready.add(new Piece(stream, frame.bytes(), false));
    }
  }

  private void finish() {
    ended = true;
    Integer errors = streams.get(ERROR);
    if (!statusTold && errors != null) {
      byte[] status = Json.bytes(Statuses.failure(ApiErrors.internal("the node's agent has gone")));
      ready.add(new Piece(errors, status, false));
    }
    streams.values().forEach(stream -> ready.add(new Piece(stream, NONE, true)));
  }

  /** The client goes once it has read the ends of its streams. */
  @Override
  public boolean isFinished() {
    return false;
  }

  @Override
  public void onClosed() {
    container.close();
    closed.run();
  }
}
