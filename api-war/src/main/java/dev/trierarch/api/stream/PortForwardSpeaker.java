package dev.trierarch.api.stream;

import dev.trierarch.api.stream.SpdySession.Piece;
import dev.trierarch.registry.ApiErrors;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Connections to ports of a pod over a WebSocket, as client libraries open them. Each port has two
 * channels, one of the connection and one of what goes wrong, and each channel begins with the
 * port's number.
 */
final class PortForwardSpeaker implements Speaker {

  private static final int PORTS_MAX = 127;

  private final List<Integer> ports;
  private final PortForwardTraffic traffic;
  private final ChannelProtocol protocol;
  private final Queue<byte[]> greetings = new ArrayDeque<>();
  private int ended;

  PortForwardSpeaker(List<Integer> ports, PortForwardTraffic traffic, ChannelProtocol protocol) {
    this.ports = ports;
    this.traffic = traffic;
    this.protocol = protocol;
    for (int channel = 0; channel < 2 * ports.size(); channel++) {
      int port = ports.get(channel / 2);
      greetings.add(protocol.message(channel, new byte[] {(byte) port, (byte) (port >>> 8)}));
    }
  }

  /**
   * @param values of the query's {@code ports}: numbers, or several with commas between
   */
  static List<Integer> ports(List<String> values) {
    List<Integer> ports =
        values.stream()
            .flatMap(value -> Arrays.stream(value.split(",", -1)))
            .map(PortForwardSpeaker::port)
            .toList();
    if (ports.isEmpty() || ports.size() > PORTS_MAX) {
      throw ApiErrors.badRequest(
          "query parameter \"ports\" is required: 1 to " + PORTS_MAX + " ports of the pod");
    }
    return ports;
  }

  private static int port(String text) {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535 || text.matches("0+")) {
      throw ApiErrors.badRequest(
          "unable to parse \"" + text + "\" as a port: must be a number from 1 to 65535");
    }
    return Integer.parseInt(text);
  }

  @Override
  public void connect(Line line) {
    traffic.connect(line);
    for (int i = 0; i < ports.size(); i++) {
      traffic.onStream(2 * i + 1, headers(i, "error"));
      traffic.onStream(2 * i, headers(i, "data"));
    }
  }

  private Map<String, String> headers(int i, String type) {
    return Map.of(
        "streamtype", type,
        "requestid", Integer.toString(i),
        "port", Integer.toString(ports.get(i)));
  }

  @Override
  public boolean hasRoom() {
    return traffic.hasRoom();
  }

  @Override
  public void onMessage(byte[] message) {
    byte[] plain = protocol.plain(message);
    if (plain.length > 1) {
      traffic.onData(plain[0] & 0xff, Arrays.copyOfRange(plain, 1, plain.length), false);
    }
  }

  @Override
  public byte[] next() {
    if (!greetings.isEmpty()) {
      return greetings.poll();
    }
    for (Piece piece = traffic.next(); piece != null; piece = traffic.next()) {
      ended += piece.last() && piece.stream() % 2 == 0 ? 1 : 0;
      if (piece.bytes().length > 0) {
        return protocol.message(piece.stream(), piece.bytes());
      }
    }
    return null;
  }

  @Override
  public boolean isFinished() {
    return ended == ports.size();
  }

  @Override
  public void onClosed() {
    traffic.onClosed();
  }
}
