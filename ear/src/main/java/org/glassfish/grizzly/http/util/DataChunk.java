package org.glassfish.grizzly.http.util;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Objects;
import org.glassfish.grizzly.Buffer;

/**
 * A piece of a request's head, as the bytes, characters or text that it came as, in place of
 * Grizzly's: that one keeps room for every form at once, and a request has some forty pieces, which
 * a watch holds as long as it lasts. It is put into the application server when the distribution is
 * assembled; its methods are those that Grizzly and the server call.
 */
@SuppressWarnings("NonOverridingEquals") // what Grizzly calls is named so
public class DataChunk implements Chunk {

  /** The forms. */
  public enum Type {
    None,
    Bytes,
    Buffer,
    Chars,
    String
  }

  Type type = Type.None;
  private ByteChunk bytes;
  private BufferChunk buffer;
  private CharChunk chars;
  private String text;

  protected DataChunk() {}

  public static DataChunk newInstance() {
    return new DataChunk();
  }

  public Type getType() {
    return type;
  }

  public final boolean isNull() {
    return switch (type) {
      case None -> true;
      case Bytes -> bytes.isNull();
      case Buffer -> buffer.isNull();
      case Chars -> chars.isNull();
      case String -> text == null;
    };
  }

  public ByteChunk getByteChunk() {
    if (bytes == null) {
      bytes = new ByteChunk();
    }
    return bytes;
  }

  public BufferChunk getBufferChunk() {
    if (buffer == null) {
      buffer = new BufferChunk();
    }
    return buffer;
  }

  public CharChunk getCharChunk() {
    if (chars == null) {
      chars = new CharChunk();
    }
    return chars;
  }

  /** The part that holds the content; null when that is a text, or nothing. */
  private Chunk part() {
    return switch (type) {
      case Bytes -> bytes;
      case Buffer -> buffer;
      case Chars -> chars;
      case String, None -> null;
    };
  }

  // What it holds is replaced.

  public void set(DataChunk other) {
    if (other == null) {
      return;
    }
    if (other.type == Type.String) {
      setString(other.text);
    } else if (other.type != Type.None) {
      set(other, other.getStart(), other.getEnd());
    }
  }

  public void set(DataChunk other, int start, int end) {
    switch (other.type) {
      case Bytes -> setBytes(other.bytes.getBytes(), start, end);
      case Buffer -> setBuffer(other.buffer.getBuffer(), start, end);
      case Chars -> setChars(other.chars.getChars(), start, end);
      case String -> setString(other.text.substring(start, end));
      case None -> {}
    }
  }

  public void setBytes(byte[] array) {
    setBytes(array, 0, array.length);
  }

  public void setBytes(byte[] array, int start, int end) {
    getByteChunk().setBytes(array, start, end - start);
    become(Type.Bytes);
  }

  public void setBuffer(Buffer content, int start, int end) {
    getBufferChunk().setBufferChunk(content, start, end, end);
    become(Type.Buffer);
  }

  public void setChars(char[] array, int start, int end) {
    getCharChunk().setChars(array, start, end - start);
    become(Type.Chars);
  }

  public void setString(String content) {
    become(Type.String);
    text = content;
  }

  /** Copies what another one holds. */
  public void duplicate(DataChunk other) {
    try {
      switch (other.type) {
        case Bytes -> {
          getByteChunk().allocate(other.getLength(), -1);
          bytes.append(other.bytes);
          become(Type.Bytes);
        }
        case Buffer -> {
          getBufferChunk().allocate(other.getLength());
          buffer.append(other.buffer);
          become(Type.Buffer);
        }
        case Chars -> {
          getCharChunk().allocate(other.getLength(), -1);
          chars.append(other.chars);
          become(Type.Chars);
        }
        case String -> setString(other.text);
        case None -> recycle();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory has no limit here to overflow
    }
  }

  /** Makes characters of what it holds. */
  public void toChars(Charset charset) throws CharConversionException {
    switch (type) {
      case Bytes -> getCharChunk().set(bytes, charset);
      case Buffer -> getCharChunk().set(buffer, charset);
      case String -> getCharChunk().setChars(text.toCharArray(), 0, text.length());
      case Chars, None -> {
        return;
      }
    }
    become(Type.Chars);
  }

  private void become(Type next) {
    if (type != next) {
      release();
    }
    text = null;
    type = next;
  }

  private void release() {
    switch (type) {
      case Bytes -> bytes.recycleAndReset();
      case Buffer -> buffer.recycle();
      case Chars -> chars.recycle();
      case String, None -> {}
    }
  }

  protected void reset() {
    release();
    text = null;
    type = Type.None;
  }

  public void recycle() {
    reset();
  }

  public void notifyDirectUpdate() {
    switch (type) {
      case Bytes -> bytes.notifyDirectUpdate();
      case Buffer -> buffer.notifyDirectUpdate();
      case Chars -> chars.notifyDirectUpdate();
      case String, None -> {}
    }
  }

  public void trimLeft() {
    switch (type) {
      case Bytes -> bytes.trimLeft();
      case Buffer -> buffer.trimLeft();
      case Chars -> chars.trimLeft();
      case String, None -> {}
    }
  }

  // A part of something longer.

  @Override
  public int getStart() {
    Chunk part = part();
    return part == null ? 0 : part.getStart();
  }

  @Override
  public void setStart(int start) {
    Chunk part = part();
    if (part != null) {
      part.setStart(start);
    }
  }

  @Override
  public int getEnd() {
    Chunk part = part();
    return part == null ? textLength() : part.getEnd();
  }

  @Override
  public void setEnd(int end) {
    Chunk part = part();
    if (part != null) {
      part.setEnd(end);
    }
  }

  @Override
  public int getLength() {
    Chunk part = part();
    return part == null ? textLength() : part.getLength();
  }

  private int textLength() {
    return text == null ? 0 : text.length();
  }

  @Override
  public final int indexOf(char c, int from) {
    Chunk part = part();
    if (part != null) {
      return part.indexOf(c, from);
    }
    return text == null ? -1 : text.indexOf(c, from);
  }

  @Override
  public final int indexOf(String s, int from) {
    Chunk part = part();
    if (part != null) {
      return part.indexOf(s, from);
    }
    return text == null ? -1 : text.indexOf(s, from);
  }

  @Override
  public final void delete(int from, int to) {
    Chunk part = part();
    if (part != null) {
      part.delete(from, to);
    } else if (text != null) {
      text = text.substring(0, from) + text.substring(to);
    }
  }

  // As text.

  @Override
  public String toString() {
    return toString(null);
  }

  public String toString(Charset charset) {
    return switch (type) {
      case Bytes -> bytes.toString(charset);
      case Buffer -> buffer.toString(charset);
      case Chars -> chars.toString();
      case String, None -> text;
    };
  }

  @Override
  public String toString(int start, int end) {
    Chunk part = part();
    if (part != null) {
      return part.toString(start, end);
    }
    return text == null ? null : text.substring(start, end);
  }

  // Compared with what is known.

  @Override
  public boolean equals(Object object) {
    if (!(object instanceof DataChunk other)) {
      return false;
    }
    return Objects.equals(toString(), other.toString());
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(toString());
  }

  public boolean equals(String s) {
    return switch (type) {
      case Bytes -> bytes.equals(s);
      case Buffer -> buffer.equals(s);
      case Chars -> chars.equals(s);
      case String -> text.equals(s);
      case None -> false;
    };
  }

  public boolean equals(byte[] ascii) {
    return switch (type) {
      case Bytes -> bytes.equals(ascii, 0, ascii.length);
      case Buffer -> buffer.equals(ascii, 0, ascii.length);
      case Chars -> chars.equals(ascii, 0, ascii.length);
      case String -> ByteChunk.equals(ascii, 0, ascii.length, text);
      case None -> false;
    };
  }

  public boolean equalsIgnoreCase(String s) {
    return switch (type) {
      case Bytes -> bytes.equalsIgnoreCase(s);
      case Buffer -> buffer.equalsIgnoreCase(s);
      case Chars -> chars.equalsIgnoreCase(s);
      case String -> text.equalsIgnoreCase(s);
      case None -> false;
    };
  }

  public boolean equalsIgnoreCase(byte[] ascii) {
    return switch (type) {
      case Bytes -> bytes.equalsIgnoreCase(ascii);
      case Buffer -> buffer.equalsIgnoreCase(ascii);
      case Chars -> chars.equalsIgnoreCase(ascii);
      case String -> ByteChunk.equalsIgnoreCase(ascii, 0, ascii.length, text);
      case None -> false;
    };
  }

  /**
   * @param ascii in lower case
   */
  public final boolean equalsIgnoreCaseLowerCase(byte[] ascii) {
    return switch (type) {
      case Bytes -> bytes.equalsIgnoreCaseLowerCase(ascii);
      case Buffer -> buffer.equalsIgnoreCaseLowerCase(ascii);
      case Chars -> chars.equalsIgnoreCaseLowerCase(ascii);
      case String -> ByteChunk.equalsIgnoreCase(ascii, 0, ascii.length, text);
      case None -> false;
    };
  }

  public final boolean startsWithIgnoreCase(String s, int from) {
    return switch (type) {
      case Bytes -> bytes.startsWithIgnoreCase(s, from);
      case Buffer -> buffer.startsWithIgnoreCase(s, from);
      case Chars -> chars.startsWithIgnoreCase(s, from);
      case String -> text.regionMatches(true, from, s, 0, s.length());
      case None -> false;
    };
  }
}
