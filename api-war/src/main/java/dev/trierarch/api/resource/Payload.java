package dev.trierarch.api.resource;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A response body that writes itself, so that long ones never stand in memory as a whole. */
public interface Payload {

  /** The size from which a body is worth compressing, as upstream has it. */
  long GZIP_BYTES_MIN = 128 * 1024;

  void writeTo(OutputStream out) throws IOException;

  /** Roughly how many bytes it has. */
  long sizeBytes();

  /** How many bytes it has, -1 where only writing it would tell. */
  default long exactBytes() {
    return -1;
  }

  static Payload of(byte[] bytes) {
    return new Payload() {
      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
      }

      @Override
      public long sizeBytes() {
        return bytes.length;
      }

      @Override
      public long exactBytes() {
        return bytes.length;
      }
    };
  }

  /** The same body, compressed fast rather than well. */
  default Payload gzipped() {
    Payload plain = this;
    return new Payload() {
      @Override
      public void writeTo(OutputStream out) throws IOException {
        GZIPOutputStream gzip = new FastGzip(out);
        plain.writeTo(gzip);
        gzip.finish();
      }

      @Override
      public long sizeBytes() {
        return plain.sizeBytes() / 4;
      }
    };
  }

  /** A gzip stream at the lowest level. */
  final class FastGzip extends GZIPOutputStream {
    private static final int BUFFER_BYTES = 16 * 1024;

    FastGzip(OutputStream out) throws IOException {
      super(out, BUFFER_BYTES);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
