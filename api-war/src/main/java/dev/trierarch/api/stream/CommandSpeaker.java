package dev.trierarch.api.stream;

import dev.trierarch.api.resource.Json;
import dev.trierarch.api.resource.Statuses;
import dev.trierarch.registry.ApiErrors;
import java.nio.charset.StandardCharsets;

/** A command in a container, or the container itself, on one side; a WebSocket on the other. */
final class CommandSpeaker implements Speaker {

  private static final int STDIN = 0;
  private static final int ERROR = 3;
  private static final int RESIZE = 4;

  private final AgentConversation container;
  private final ChannelProtocol protocol;
  private final Runnable closed;
  private boolean statusTold;

  /**
   * @param closed run once it is over
   */
  CommandSpeaker(AgentConversation container, ChannelProtocol protocol, Runnable closed) {
    this.container = container;
    this.protocol = protocol;
    this.closed = closed;
  }

  @Override
  public void connect(Line line) {
    container.begin(line);
  }

  @Override
  public boolean hasRoom() {
    return container.hasRoom();
  }

  @Override
  public void onMessage(byte[] message) {
    byte[] plain = protocol.plain(message);
    int channel = plain.length == 0 ? -1 : plain[0] & 0xff;
    if (channel == ChannelProtocol.CLOSE && protocol.canEndChannels() && plain.length > 1) {
      container.tell(plain[1] & 0xff, plain, plain.length); // nothing is the end
    } else if ((channel == STDIN || channel == RESIZE) && plain.length > 1) {
      container.tell(channel, plain, 1);
    }
  }

  @Override
  public byte[] next() {
    AgentConversation.Frame frame = container.next();
    if (frame != null) {
      return message(frame);
    }
    if (container.isFinished() && !statusTold) {
      return status(Json.bytes(Statuses.failure(ApiErrors.internal("the node's agent has gone"))));
    }
    return null;
  }

  private byte[] message(AgentConversation.Frame frame) {
    return frame.channel() == ERROR
        ? status(frame.bytes())
        : protocol.message(frame.channel(), frame.bytes());
  }

  private byte[] status(byte[] status) {
    statusTold = true;
    if (protocol.tellsStatus()) {
      return protocol.message(ERROR, status);
    }
    String words = Json.text(Json.tree(status), "message");
    return protocol.message(ERROR, words.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean isFinished() {
    return statusTold && container.isFinished();
  }

  @Override
  public void onClosed() {
    container.close();
    closed.run();
  }
}
