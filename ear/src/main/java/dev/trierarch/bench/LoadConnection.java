package dev.trierarch.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * One kept-alive HTTP/1.1 connection over TLS that costs next to nothing, so that a load measures
 * the server and not its client. Used by one thread.
 */
final class LoadConnection implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 60_000;

  private final URI server;
  private final SSLContext tls;
  private SSLSocket socket;
  private HttpAnswers answers;
  private OutputStream out;

  LoadConnection(URI server, SSLContext tls) throws IOException {
    this.server = server;
    this.tls = tls;
    connect();
  }

  private void connect() throws IOException {
    socket = (SSLSocket) tls.getSocketFactory().createSocket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    answers = new HttpAnswers(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** A whole request, ready to be sent. */
  static byte[] request(String method, String path, String contentType, byte[] body) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    head.append("Host: localhost\r\nAccept: application/json\r\nUser-Agent: trierarch-bench\r\n");
    if (!contentType.isEmpty()) {
      head.append("Content-Type: ").append(contentType).append("\r\n");
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = new byte[start.length + body.length];
    System.arraycopy(start, 0, whole, 0, start.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    return whole;
  }

  /** Sends a request and takes no more of the answer than that it has begun. */
  void begin(byte[] request) throws IOException {
    out.write(request);
    out.flush();
    if (socket.getInputStream().read() < 0) {
      throw new EOFException("the connection was closed before an answer");
    }
  }

  HttpAnswers.Answer exchange(byte[] request) throws IOException {
    out.write(request);
    out.flush();
    HttpAnswers.Answer answer = answers.next();
    if (answer.last()) {
      socket.close();
      connect();
    }
    return answer;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
