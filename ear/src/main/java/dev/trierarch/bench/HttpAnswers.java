package dev.trierarch.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads HTTP/1.1 answers from a stream, one after another, and drops their bodies. */
final class HttpAnswers {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final InputStream in;
  private final byte[] dropped = new byte[BUFFER_BYTES];

  HttpAnswers(InputStream in) {
    this.in = new BufferedInputStream(in, BUFFER_BYTES);
  }

  /**
   * What was answered.
   *
   * @param refusal the body's text, kept of refusals only
   * @param last whether the server closes the connection now
   */
  record Answer(int status, long bodyBytes, String refusal, boolean last) {}

  Answer next() throws IOException {
    String statusLine = line();
    int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
    long length = 0;
    boolean chunked = false;
    boolean last = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).strip());
      }
      last |= lower.equals("connection: close");
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
    }
    StringBuilder refusal = status >= 300 ? new StringBuilder() : null;
    long bytes = chunked ? chunks(refusal) : body(length, refusal);
    return new Answer(status, bytes, refusal == null ? "" : refusal.toString(), last);
  }

  private long chunks(StringBuilder kept) throws IOException {
    long total = 0;
    while (true) {
      long size = Long.parseLong(line().strip(), 16);
      total += body(size, kept);
      line();
      if (size == 0) {
        return total;
      }
    }
  }

  private long body(long length, StringBuilder kept) throws IOException {
    long left = length;
    while (left > 0) {
      int count = in.read(dropped, 0, (int) Math.min(dropped.length, left));
      if (count < 0) {
        throw new EOFException("the connection was closed within an answer");
      }
      if (kept != null) {
        kept.append(new String(dropped, 0, count, StandardCharsets.UTF_8));
      }
      left -= count;
    }
    return length;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection was closed");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
