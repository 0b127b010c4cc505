package org.glassfish.grizzly.http2.hpack;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The header table of HTTP/2 (RFC 7541, section 2.3), in place of Grizzly's: that one forgets a
 * field whose name it has with another value, and breaks the connection when it evicts the second.
 * It is put into the application server when the distribution is assembled; its methods are those
 * that Grizzly's decoder and encoder call. Used by one thread at a time.
 *
 * <p>Index 1 to 61 are the fields of the standard, what comes after them was seen on the
 * connection, the newest first.
 */
final class HeaderTable {

  /** What each field costs beside its text, by the standard. */
  private static final int ENTRY_OVERHEAD_BYTES = 32;

  private static final List<HeaderField> STANDARD =
      Stream.of(
              ":authority",
              ":method GET",
              ":method POST",
              ":path /",
              ":path /index.html",
              ":scheme http",
              ":scheme https",
              ":status 200",
              ":status 204",
              ":status 206",
              ":status 304",
              ":status 400",
              ":status 404",
              ":status 500",
              "accept-charset",
              "accept-encoding gzip, deflate",
              "accept-language",
              "accept-ranges",
              "accept",
              "access-control-allow-origin",
              "age",
              "allow",
              "authorization",
              "cache-control",
              "content-disposition",
              "content-encoding",
              "content-language",
              "content-length",
              "content-location",
              "content-range",
              "content-type",
              "cookie",
              "date",
              "etag",
              "expect",
              "expires",
              "from",
              "host",
              "if-match",
              "if-modified-since",
              "if-none-match",
              "if-range",
              "if-unmodified-since",
              "last-modified",
              "link",
              "location",
              "max-forwards",
              "proxy-authenticate",
              "proxy-authorization",
              "range",
              "referer",
              "refresh",
              "retry-after",
              "server",
              "set-cookie",
              "strict-transport-security",
              "transfer-encoding",
              "user-agent",
              "vary",
              "via",
              "www-authenticate")
          .map(HeaderTable::parse)
          .toList();

  /** The oldest first. */
  private final List<HeaderField> seen = new ArrayList<>();

  private int maxBytes;
  private int bytes;

  HeaderTable(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  private static HeaderField parse(String line) {
    int space = line.indexOf(' ');
    return space < 0
        ? new HeaderField(line, "")
        : new HeaderField(line.substring(0, space), line.substring(space + 1));
  }

  /**
   * Where a field is: its index; where there is only its name, that index as a negative number; 0
   * where there is neither.
   */
  public int indexOf(CharSequence name, CharSequence value) {
    HeaderField wanted = new HeaderField(name.toString(), value.toString());
    int sameName = 0;
    for (int index = 1; index <= length(); index++) {
      HeaderField field = get(index);
      if (field.equals(wanted)) {
        return index;
      }
      if (sameName == 0 && field.name.equals(wanted.name)) {
        sameName = -index;
      }
    }
    return sameName;
  }

  private int length() {
    return STANDARD.size() + seen.size();
  }

  /**
   * @throws IllegalArgumentException when there is no such index
   */
  HeaderField get(int index) {
    if (index < 1 || index > length()) {
      throw new IllegalArgumentException("index " + index + " of a header table of " + length());
    }
    return index <= STANDARD.size()
        ? STANDARD.get(index - 1)
        : seen.get(seen.size() - (index - STANDARD.size()));
  }

  /** Adds a field; the oldest make room. One that is larger than the table empties it. */
  void put(CharSequence name, CharSequence value) {
    HeaderField field = new HeaderField(name.toString(), value.toString());
    evictTo(maxBytes - field.bytes());
    if (field.bytes() <= maxBytes) {
      seen.add(field);
      bytes += field.bytes();
    }
  }

  void setMaxSize(int newMaxBytes) {
    if (newMaxBytes < 0) {
      throw new IllegalArgumentException("a header table of " + newMaxBytes + " bytes");
    }
    maxBytes = newMaxBytes;
    evictTo(maxBytes);
  }

  private void evictTo(int bytesMax) {
    while (bytes > bytesMax && !seen.isEmpty()) {
      bytes -= seen.remove(0).bytes();
    }
  }

  /** One header field; Grizzly reads its two parts. */
  static final class HeaderField {
    final String name;
    final String value;

    HeaderField(String name, String value) {
      this.name = name;
      this.value = value;
    }

    private int bytes() {
      return name.length() + value.length() + ENTRY_OVERHEAD_BYTES;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof HeaderField that
          && name.equals(that.name)
          && value.equals(that.value);
    }

    @Override
    public int hashCode() {
      return 31 * name.hashCode() + value.hashCode();
    }
  }
}
