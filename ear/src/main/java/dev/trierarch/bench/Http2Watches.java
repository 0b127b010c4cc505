package dev.trierarch.bench;

import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.cluster.ApiClient;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Watches that share one HTTP/2 connection, which costs next to nothing: it counts the lines that
 * come and reads nothing else in them, so that what is measured is the server.
 *
 * <p>Threading: one thread of its own reads, and answers what the server asks.
 */
final class Http2Watches implements AutoCloseable {

  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int WINDOW_BYTES = 1 << 30;
  private static final int BUFFER_BYTES = 64 * 1024;

  private final SSLSocket socket;
  private final OutputStream out;
  private final DataInputStream in;
  private final IntConsumer lines;
  private final AtomicReference<String> problem;
  private int unacknowledgedBytes;
  private volatile boolean closing;

  /**
   * @param lines is told how many lines have come
   * @param problem takes what went wrong, which ends the watches
   */
  private Http2Watches(SSLSocket socket, IntConsumer lines, AtomicReference<String> problem)
      throws IOException {
    this.socket = socket;
    this.lines = lines;
    this.problem = problem;
    this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
  }

  /** Asks so many times for the same watch. */
  static Http2Watches open(
      ApiClient client,
      String path,
      int count,
      IntConsumer lines,
      AtomicReference<String> problem) {
    URI server = URI.create(client.url());
    try {
      SSLSocket socket =
          (SSLSocket)
              client
                  .sslContext()
                  .getSocketFactory()
                  .createSocket(server.getHost(), server.getPort());
      socket.setTcpNoDelay(true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      Http2Watches watches = new Http2Watches(socket, lines, problem);
      watches.ask(server.getAuthority(), path, count);
      return watches;
    } catch (IOException e) {
      throw new Problem(
          "Cannot watch over HTTP/2: " + e.getMessage(),
          "./trierarch logs shows what the control plane says.",
          e);
    }
  }

  private void ask(String authority, String path, int count) throws IOException {
    out.write(PREFACE);
    out.write(Http2Frame.initialWindow(WINDOW_BYTES).bytes());
    out.write(Http2Frame.moreWindow(WINDOW_BYTES).bytes());
    for (int i = 0; i < count; i++) {
      out.write(Http2Frame.get(2 * i + 1, authority, path).bytes()); // clients' streams are odd
    }
    out.flush();
    Thread reader = new Thread(this::read, "watches");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try {
      while (true) {
        take(Http2Frame.read(in));
      }
    } catch (IOException e) {
      if (!closing) {
        problem.compareAndSet(null, e.toString());
      }
    }
  }

  private void take(Http2Frame frame) throws IOException {
    switch (frame.type()) {
      case Http2Frame.DATA -> {
        lines.accept(frame.count((byte) '\n'));
        makeRoom(frame.payload().length);
        requireOpen(frame);
      }
      case Http2Frame.HEADERS -> requireOpen(frame);
      case Http2Frame.SETTINGS, Http2Frame.PING -> {
        if (!frame.has(Http2Frame.END_OR_ACK)) {
          send(frame.answer());
        }
      }
      case Http2Frame.RST_STREAM, Http2Frame.GOAWAY -> throw ended(frame);
      default -> {} // windows of ours to send into: nothing is sent
    }
  }

  private static void requireOpen(Http2Frame frame) throws IOException {
    if (frame.has(Http2Frame.END_OR_ACK)) {
      throw ended(frame);
    }
  }

  private static IOException ended(Http2Frame frame) {
    String last = new String(frame.payload(), StandardCharsets.UTF_8);
    return new IOException("the server ended stream " + frame.stream() + ": " + last);
  }

  private void makeRoom(int bytes) throws IOException {
    unacknowledgedBytes += bytes;
    if (unacknowledgedBytes > WINDOW_BYTES / 2) {
      send(Http2Frame.moreWindow(unacknowledgedBytes));
      unacknowledgedBytes = 0;
    }
  }

  private void send(Http2Frame frame) throws IOException {
    out.write(frame.bytes());
    out.flush();
  }

  @Override
  public void close() {
    closing = true;
    try {
      socket.close();
    } catch (IOException e) {
      throw new Problem("Cannot close a connection: " + e.getMessage(), "Run it again.", e);
    }
  }
}
