package dev.trierarch.bench;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What HTTP/2 sends and receives (RFC 9113): a type, flags, the stream it belongs to, and bytes.
 *
 * @param stream 0 for the connection as a whole
 */
record Http2Frame(int type, int flags, int stream, byte[] payload) {

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;

  /** On data and headers: nothing follows in this stream. On settings and pings: an answer. */
  static final int END_OR_ACK = 1;

  private static final int END_HEADERS = 4;
  private static final int PADDED = 8;
  private static final int SETTING_INITIAL_WINDOW = 4;

  /** Fields that HPACK (RFC 7541) numbers. */
  private static final int METHOD_GET = 0x82;

  private static final int SCHEME_HTTPS = 0x87;
  private static final int AUTHORITY = 1;
  private static final int PATH = 4;
  private static final int ACCEPT = 19;
  private static final int SHORT_INDEX_MAX = 15;
  private static final int SHORT_LENGTH_MAX = 127;

  static Http2Frame read(DataInputStream in) throws IOException {
    int lengthAndType = in.readInt();
    int flags = in.readUnsignedByte();
    int stream = in.readInt() & Integer.MAX_VALUE;
    byte[] payload = new byte[lengthAndType >>> Byte.SIZE];
    in.readFully(payload);
    return new Http2Frame(lengthAndType & 0xff, flags, stream, payload);
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writeInt(out, (payload.length << Byte.SIZE) | type);
    out.write(flags);
    writeInt(out, stream);
    out.writeBytes(payload);
    return out.toByteArray();
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** How often a byte stands in the data, without what only pads it. */
  int count(byte wanted) {
    int from = has(PADDED) ? 1 : 0;
    int to = payload.length - (has(PADDED) ? payload[0] & 0xff : 0);
    int count = 0;
    for (int i = from; i < to; i++) {
      if (payload[i] == wanted) {
        count++;
      }
    }
    return count;
  }

  Http2Frame answer() {
    return new Http2Frame(type, END_OR_ACK, 0, type == PING ? payload : new byte[0]);
  }

  /** Lets each stream bring so many bytes before it has to wait. */
  static Http2Frame initialWindow(int bytes) {
    ByteArrayOutputStream setting = new ByteArrayOutputStream();
    setting.write(0);
    setting.write(SETTING_INITIAL_WINDOW);
    writeInt(setting, bytes);
    return new Http2Frame(SETTINGS, 0, 0, setting.toByteArray());
  }

  /** Lets the connection bring so many bytes more. */
  static Http2Frame moreWindow(int bytes) {
    ByteArrayOutputStream increment = new ByteArrayOutputStream();
    writeInt(increment, bytes);
    return new Http2Frame(WINDOW_UPDATE, 0, 0, increment.toByteArray());
  }

  /** A whole GET of JSON. */
  static Http2Frame get(int stream, String authority, String path) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(METHOD_GET);
    block.write(SCHEME_HTTPS);
    field(block, AUTHORITY, authority);
    field(block, PATH, path);
    field(block, ACCEPT, "application/json");
    return new Http2Frame(HEADERS, END_OR_ACK | END_HEADERS, stream, block.toByteArray());
  }

  /** A field whose name has a number and whose value neither side remembers. */
  private static void field(ByteArrayOutputStream block, int name, String value) {
    number(block, name, SHORT_INDEX_MAX);
    byte[] text = value.getBytes(StandardCharsets.US_ASCII);
    number(block, text.length, SHORT_LENGTH_MAX);
    block.writeBytes(text);
  }

  private static void number(ByteArrayOutputStream block, int value, int shortMax) {
    if (value < shortMax) {
      block.write(value);
      return;
    }
    block.write(shortMax);
    int rest = value - shortMax;
    for (; rest > SHORT_LENGTH_MAX; rest >>>= Byte.SIZE - 1) {
      block.write((rest & SHORT_LENGTH_MAX) | (SHORT_LENGTH_MAX + 1));
    }
    block.write(rest);
  }

  private static void writeInt(ByteArrayOutputStream out, int value) {
    for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      out.write(value >>> shift);
    }
  }
}
