package dev.trierarch.api.resource;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.Optional;

/** What of a long answer is not written yet; used by one thread at a time. */
public final class RestOfAnswer {

  private static final String ATTRIBUTE = RestOfAnswer.class.getName();

  /** Pieces are put together to so many bytes: many small writes cost more than one. */
  private static final int PART_BYTES = 32 * 1024;

  private final Iterator<byte[]> pieces;

  RestOfAnswer(Iterator<byte[]> pieces) {
    this.pieces = pieces;
  }

  /** Leaves it to who writes it on no thread of its own. */
  void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** The one that was left; taken once. */
  public static Optional<RestOfAnswer> takeFrom(HttpServletRequest request) {
    Object left = request.getAttribute(ATTRIBUTE);
    if (left == null) {
      return Optional.empty();
    }
    request.removeAttribute(ATTRIBUTE);
    return Optional.of((RestOfAnswer) left);
  }

  public boolean isEmpty() {
    return !pieces.hasNext();
  }

  /** The next bytes; none at the end. */
  public byte[] nextPart() {
    ByteArrayOutputStream part = new ByteArrayOutputStream(2 * PART_BYTES);
    while (part.size() < PART_BYTES && pieces.hasNext()) {
      part.writeBytes(pieces.next());
    }
    return part.toByteArray();
  }

  /** Writes all of it, as fast as the client reads. */
  public void writeTo(OutputStream out) throws IOException {
    while (!isEmpty()) {
      out.write(nextPart());
    }
  }
}
