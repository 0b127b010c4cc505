package dev.trierarch.api.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/** Puts an agent's frames together again, wherever they were cut on the way. */
final class FrameReader {

  private static final int HEAD_BYTES = 5;
  private static final int FRAME_BYTES_MAX = 1 << 20;

  private byte[] kept = new byte[0];

  void read(byte[] bytes, Consumer<AgentConversation.Frame> to) {
    byte[] all = Arrays.copyOf(kept, kept.length + bytes.length);
    System.arraycopy(bytes, 0, all, kept.length, bytes.length);
    ByteBuffer buffer = ByteBuffer.wrap(all);
    while (buffer.remaining() >= HEAD_BYTES) {
      int length = buffer.getInt(buffer.position() + 1);
      if (length < 0 || length > FRAME_BYTES_MAX) {
        throw new IllegalStateException("an agent sent a frame of " + length + " bytes");
      }
      if (buffer.remaining() < HEAD_BYTES + length) {
        break;
      }
      int channel = buffer.get() & 0xff;
      byte[] content = new byte[length];
      buffer.position(buffer.position() + HEAD_BYTES - 1).get(content);
      to.accept(new AgentConversation.Frame(channel, content));
    }
    kept = Arrays.copyOfRange(all, buffer.position(), all.length);
  }
}
