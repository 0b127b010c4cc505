package dev.trierarch.api.resource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;

/** A body that is made piece by piece, so that it never stands in memory as a whole. */
public interface PiecedPayload extends Payload {

  /** All of it from its beginning, each piece made when it is asked for. */
  Iterator<byte[]> pieces();

  @Override
  default void writeTo(OutputStream out) throws IOException {
    for (Iterator<byte[]> pieces = pieces(); pieces.hasNext(); ) {
      out.write(pieces.next());
    }
  }

  @Override
  default PiecedPayload gzipped() {
    PiecedPayload plain = this;
    return new PiecedPayload() {
      @Override
      public Iterator<byte[]> pieces() {
        return new GzippedPieces(plain.pieces());
      }

      @Override
      public long sizeBytes() {
        return plain.sizeBytes() / 4;
      }
    };
  }

  /** Compresses pieces; what one of them adds to the output may be nothing. */
  final class GzippedPieces implements Iterator<byte[]> {
    private final Iterator<byte[]> plain;
    private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    private final FastGzip gzip;
    private boolean finished;

    GzippedPieces(Iterator<byte[]> plain) {
      this.plain = plain;
      try {
        this.gzip = new FastGzip(compressed);
      } catch (IOException e) {
        throw inMemory(e);
      }
    }

    @Override
    public boolean hasNext() {
      return !finished;
    }

    @Override
    public byte[] next() {
      try {
        if (plain.hasNext()) {
          gzip.write(plain.next());
        } else {
          gzip.close();
          finished = true;
        }
      } catch (IOException e) {
        throw inMemory(e);
      }
      byte[] piece = compressed.toByteArray();
      compressed.reset();
      return piece;
    }

    private static UncheckedIOException inMemory(IOException e) {
      return new UncheckedIOException("memory does not fail to be written", e);
    }
  }
}
