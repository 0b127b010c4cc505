package dev.trierarch.node.server;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Several streams in one, as the API server and agents speak them to each other: each frame is the
 * number of its channel in one byte, its length in four and that many bytes. None is the end of the
 * channel. The numbers are those of Kubernetes' own protocol.
 */
final class Channels {
  static final int STDIN = 0;
  static final int STDOUT = 1;
  static final int STDERR = 2;
  static final int ERROR = 3;
  static final int RESIZE = 4;

  private static final int FRAME_BYTES_MAX = 1 << 20;
  private static final int BUFFER_BYTES = 16 * 1024;

  private Channels() {}

  /**
   * @param bytes none at the end of the channel
   */
  record Frame(int channel, byte[] bytes) {}

  /** Writes frames; any thread may. */
  static final class Output {
    private final DataOutputStream out;

    Output(OutputStream out) {
      this.out = new DataOutputStream(out);
    }

    synchronized void write(int channel, byte[] bytes, int count) throws IOException {
      out.writeByte(channel);
      out.writeInt(count);
      out.write(bytes, 0, count);
      out.flush();
    }

    /** Sends what comes as it comes, up to its end. */
    void copy(InputStream in, int channel) throws IOException {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (count > 0) {
          write(channel, buffer, count);
        }
      }
    }

    /** A stream whose bytes go out on a channel at once. */
    OutputStream stream(int channel) {
      return new OutputStream() {
        @Override
        public void write(int one) throws IOException {
          write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          Output.this.write(channel, Arrays.copyOfRange(bytes, offset, offset + length), length);
        }
      };
    }
  }

  /** The next frame; null when there are no more. */
  static Frame read(DataInputStream in) throws IOException {
    int channel = in.read();
    if (channel < 0) {
      return null;
    }
    int length = in.readInt();
    if (length < 0 || length > FRAME_BYTES_MAX) {
      throw new IOException("a frame of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new Frame(channel, bytes);
  }
}
