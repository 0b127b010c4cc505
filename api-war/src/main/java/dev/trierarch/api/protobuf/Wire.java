package dev.trierarch.api.protobuf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Walks over the fields of one encoded protobuf message. */
final class Wire {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  /** The bytes are no protobuf. */
  static final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  private final ByteBuffer bytes;
  private int number;
  private int wireType;
  private long value;
  private ByteBuffer content;

  Wire(ByteBuffer bytes) {
    this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Steps to the next field; false at the end. */
  boolean next() {
    if (!bytes.hasRemaining()) {
      return false;
    }
    int tag = (int) varint();
    number = tag >>> 3;
    wireType = tag & 7;
    switch (wireType) {
      case VARINT -> value = varint();
      case FIXED64 -> value = need(8).getLong();
      case FIXED32 -> value = need(4).getInt();
      case BYTES -> content = slice(varint());
      default -> throw new MalformedException("unknown wire type " + wireType);
    }
    return true;
  }

  int number() {
    return number;
  }

  long integer() {
    if (wireType == BYTES) {
      throw unexpected();
    }
    return value;
  }

  double fraction() {
    if (wireType != FIXED64) {
      throw unexpected();
    }
    return Double.longBitsToDouble(value);
  }

  /** The content of a string, of bytes or of a message. */
  ByteBuffer content() {
    if (wireType != BYTES) {
      throw unexpected();
    }
    return content.duplicate();
  }

  byte[] contentBytes() {
    ByteBuffer from = content();
    byte[] copy = new byte[from.remaining()];
    from.get(copy);
    return copy;
  }

  String text() {
    return StandardCharsets.UTF_8.decode(content()).toString();
  }

  private MalformedException unexpected() {
    return new MalformedException("field " + number + " has wire type " + wireType);
  }

  private ByteBuffer need(int length) {
    if (bytes.remaining() < length) {
      throw new MalformedException("unexpected EOF");
    }
    return bytes;
  }

  private ByteBuffer slice(long length) {
    if (length < 0 || length > bytes.remaining()) {
      throw new MalformedException("unexpected EOF");
    }
    ByteBuffer slice = bytes.slice(bytes.position(), (int) length);
    bytes.position(bytes.position() + (int) length);
    return slice;
  }

  private long varint() {
    long result = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = need(1).get();
      result |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return result;
      }
    }
    throw new MalformedException("a number is longer than 64 bits");
  }
}
