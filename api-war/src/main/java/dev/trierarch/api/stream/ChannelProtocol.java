package dev.trierarch.api.stream;

import java.util.Arrays;
import java.util.Base64;

/** How the streams of a container share a WebSocket: each message begins with its channel. */
enum ChannelProtocol {
  V5("v5.channel.k8s.io", false),
  V4("v4.channel.k8s.io", false),
  V4_BASE64("v4.base64.channel.k8s.io", true),
  V1_BASE64("base64.channel.k8s.io", true),
  /** Also of clients that name none. */
  V1("channel.k8s.io", false);

  /** A client's message on it says which channel has ended. */
  static final int CLOSE = 255;

  private final String word;
  private final boolean base64;

  ChannelProtocol(String word, boolean base64) {
    this.word = word;
    this.base64 = base64;
  }

  String word() {
    return word;
  }

  boolean isText() {
    return base64;
  }

  /** The oldest tell a failure in words, the others as a status. */
  boolean tellsStatus() {
    return this != V1 && this != V1_BASE64;
  }

  boolean canEndChannels() {
    return this == V5;
  }

  byte[] message(int channel, byte[] bytes) {
    byte[] content = base64 ? Base64.getEncoder().encode(bytes) : bytes;
    byte[] message = new byte[content.length + 1];
    message[0] = (byte) (base64 ? '0' + channel : channel);
    System.arraycopy(content, 0, message, 1, content.length);
    return message;
  }

  /** The message in the binary form, whichever it came in. */
  byte[] plain(byte[] message) {
    if (!base64 || message.length == 0) {
      return message;
    }
    byte[] content = Base64.getDecoder().decode(Arrays.copyOfRange(message, 1, message.length));
    byte[] plain = new byte[content.length + 1];
    plain[0] = (byte) (message[0] - '0');
    System.arraycopy(content, 0, plain, 1, content.length);
    return plain;
  }
}
