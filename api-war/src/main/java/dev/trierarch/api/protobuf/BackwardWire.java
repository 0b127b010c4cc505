package dev.trierarch.api.protobuf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Encodes protobuf fields from the last to the first, so that the length of a message is known when
 * its turn comes to stand before the message.
 */
final class BackwardWire {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int BYTES_AT_FIRST = 1024;
  private static final int VARINT_BYTES_MAX = 10;

  private byte[] buffer = new byte[BYTES_AT_FIRST];

  /** Where the first byte stands. */
  private int start = buffer.length;

  /** How many bytes are written. */
  int length() {
    return buffer.length - start;
  }

  byte[] toBytes() {
    return Arrays.copyOfRange(buffer, start, buffer.length);
  }

  void text(int number, String value) {
    bytes(number, value.getBytes(StandardCharsets.UTF_8));
  }

  void bytes(int number, byte[] value) {
    raw(value);
    varint(value.length);
    tag(number, BYTES);
  }

  void integer(int number, long value) {
    varint(value);
    tag(number, VARINT);
  }

  void fraction(int number, double value) {
    long bits = Double.doubleToLongBits(value);
    room(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      buffer[--start] = (byte) (bits >>> shift);
    }
    tag(number, FIXED64);
  }

  /** What stands before a message of that length. */
  void messageHead(int number, long messageBytes) {
    varint(messageBytes);
    tag(number, BYTES);
  }

  /** Bytes as they are. */
  void raw(byte[] value) {
    room(value.length);
    start -= value.length;
    System.arraycopy(value, 0, buffer, start, value.length);
  }

  private void tag(int number, int wireType) {
    varint((long) number << 3 | wireType);
  }

  private void varint(long value) {
    room(VARINT_BYTES_MAX);
    start -= sizeBytes(value);
    int at = start;
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      buffer[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[at] = (byte) rest;
  }

  private static int sizeBytes(long value) {
    return (Long.SIZE - Long.numberOfLeadingZeros(value | 1) + 6) / 7;
  }

  private void room(int bytes) {
    if (start < bytes) {
      int length = length();
      byte[] larger = new byte[Math.max(buffer.length * 2, length + bytes)];
      System.arraycopy(buffer, start, larger, larger.length - length, length);
      buffer = larger;
      start = larger.length - length;
    }
  }
}
