package dev.trierarch.system;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What no client library would send is refused as cleanly as all else: by a Status, or by a bare
 * 4xx where there was no request yet; and nothing tells what the API is served by.
 */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BareRequestsIT {

  private static final int HEAD_BYTES_MAX = 64 * 1024;

  private static final Duration QUICK = Duration.ofSeconds(30);
  private static final int FLOOD_BYTES_MAX = 64 * 1024 * 1024;

  /** So that a server soon notices that nobody reads. */
  private static final int RECEIVED_BYTES_MAX = 16 * 1024;

  /** HTTP/2 frame types and flags. */
  private static final int HEADERS = 1;

  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int CONTINUATION = 9;
  private static final int END_STREAM = 1;

  private final Cluster cluster;
  private final Https https;

  BareRequestsIT(Cluster cluster) {
    this.cluster = cluster;
    this.https = Https.asAdministrator(cluster);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          GET /%zz                           | 400 | bare
          GET /api/%                         | 400 | bare
          GET /api/%00                       | 400 | bare
          GET /..                            | 400 | bare
          GET /../api                        | 400 | bare
          GET /a\\b                          | 400 | bare
          GET ftp://x                        | 400 | bare
          GET /WEB-INF/web.xml               | 404 | Status
          GET /META-INF/beans.xml            | 404 | Status
          GET /.refused                      | 404 | Status
          GET /version?%zz                   | 400 | Status
          OPTIONS /version                   | 405 | Status
          OPTIONS *                          | 405 | Status
          GET /version;a=b                   | 404 | Status
          GET /api/v1/pods;a=b               | 404 | Status
          GET /api/v1/pods;jsessionid=a      | 404 | Status
          GET /version;jsessionid=a          | 404 | Status
          FOO /version                       | 405 | Status
          TRACE /version                     | 405 | bare
          PATCH /version                     | 405 | Status
          PATCH /api                         | 405 | Status
          DELETE /openapi/v2                 | 405 | Status
          """)
  void aRequestThatIsNoneIsRefused(String line, int status, String how) {
    isRefused(exchange(line + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"), status, how);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Host: a b                                    | 400 | Status
          Host: <script>                               | 400 | Status
          Host: a~Host: b                              | 400 | Status
          X: y                                         | 400 | bare
          Host: a~Content-Length: -5                   | 400 | bare
          Host: a~Content-Length: x                    | 400 | bare
          Host: a~Content-Length: 5~Content-Length: 6  | 400 | bare
          Host: a~Transfer-Encoding: chunked~~zz       | 400 | bare
          Host: a~Upgrade: h2c~Connection: Upgrade     | 404 | Status
          """)
  void aHeadThatIsNoneIsRefused(String head, int status, String how) {
    String lines =
        head.contains("~~") ? head.replace("~", "\r\n") : head.replace("~", "\r\n") + "\r\n";
    String request = "POST /version HTTP/1.1\r\n" + lines + "\r\n";
    isRefused(
        exchange(request.replace("POST", head.contains("Upgrade") ? "GET" : "POST")), status, how);
  }

  /** Too long by so little that the server has read all of it when it hangs up. */
  @Test
  void whatIsTooLongIsRefused() {
    String end = " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    isRefused(exchange("GET /" + "a".repeat(HEAD_BYTES_MAX) + end), 400, "bare");
    String longHead = "GET /version HTTP/1.1\r\nX-A: " + "a".repeat(HEAD_BYTES_MAX) + "\r\n\r\n";
    isRefused(exchange(longHead), 400, "bare");
    String manyHeads = "GET /version HTTP/1.1\r\n" + "X-A: b\r\n".repeat(300) + "\r\n";
    isRefused(exchange(manyHeads), 400, "bare");
    isRefused(exchange("GET /version HTTP/9.9\r\nHost: a\r\n\r\n"), 505, "bare");
  }

  @ParameterizedTest
  @EnumSource
  void aHeadMayBeLong(HttpClient.Version version) throws IOException, InterruptedException {
    HttpRequest request =
        https.request("", "/version").version(version).header("X-Long", "a".repeat(50_000)).build();
    assertThat(https.client().send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
  }

  @Test
  void anOldClientIsServed() {
    assertThat(exchange("GET /version HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void whoWaitsToBeToldToGoOnIsToldAtOnce() {
    String head =
        String.join(
            "\r\n",
            "POST /api/v1/namespaces HTTP/1.1",
            "Host: a",
            "Connection: close",
            "Expect: 100-continue",
            "Content-Length: 1000000",
            "",
            "");
    assertThat(exchange(head)).containsAnyOf("HTTP/1.1 100 Continue", "HTTP/1.1 401 ");
  }

  /** CVE-2024-27316 and its like: a head of HTTP/2 that never ends. */
  @Test
  void aHeadThatNeverEndsIsNotListenedTo() throws IOException {
    byte[] continuation = frame(CONTINUATION, 0, 1, filled(16_000));
    isLetGo(frame(HEADERS, END_STREAM, 1, field()), continuation);
  }

  /** CVE-2019-9512, CVE-2019-9515: each of these is owed an answer, which is never read. */
  @ParameterizedTest
  @ValueSource(ints = {PING, SETTINGS})
  void whoAsksAndNeverReadsIsLetGo(int type) throws IOException {
    byte[] question = frame(type, 0, 0, type == PING ? new byte[8] : new byte[0]);
    isLetGo(question, repeated(question, 1_000));
  }

  /** Sent again and again after the first, this ends the connection and nothing else. */
  private void isLetGo(byte[] first, byte[] flood) throws IOException {
    try (SSLSocket socket = connect("h2")) {
      OutputStream out = socket.getOutputStream();
      out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.write(frame(SETTINGS, 0, 0, new byte[0]));
      out.write(first);
      socket.setSoLinger(true, 0); // a writer that is stuck holds up nobody
      assertThat(CompletableFuture.supplyAsync(() -> acceptedBytes(out, flood)))
          .succeedsWithin(QUICK, as(InstanceOfAssertFactories.INTEGER))
          .isLessThan(FLOOD_BYTES_MAX);
    }
    assertThat(https.get("", "/readyz").statusCode()).isEqualTo(200);
  }

  /** How much the server takes before it ends the connection. */
  private static int acceptedBytes(OutputStream out, byte[] flood) {
    int accepted = 0;
    try {
      while (accepted < FLOOD_BYTES_MAX) {
        out.write(flood);
        accepted += flood.length;
      }
    } catch (IOException e) {
      return accepted; // it has ended the connection, as it should
    }
    return accepted;
  }

  /** As many fields as fit, none of which is to be remembered. */
  private static byte[] filled(int bytes) {
    return repeated(field(), bytes / field().length);
  }

  private static byte[] repeated(byte[] part, int times) {
    byte[] all = new byte[part.length * times];
    for (int i = 0; i < all.length; i += part.length) {
      System.arraycopy(part, 0, all, i, part.length);
    }
    return all;
  }

  /** A literal header field that is not indexed: {@code x: y}. */
  private static byte[] field() {
    return new byte[] {0, 1, 'x', 1, 'y'};
  }

  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    byte[] frame = Arrays.copyOf(new byte[9], 9 + payload.length);
    frame[0] = (byte) (payload.length >> 16);
    frame[1] = (byte) (payload.length >> 8);
    frame[2] = (byte) payload.length;
    frame[3] = (byte) type;
    frame[4] = (byte) flags;
    frame[8] = (byte) stream;
    System.arraycopy(payload, 0, frame, 9, payload.length);
    return frame;
  }

  private static void isRefused(String answer, int status, String how) {
    String head = answer.substring(0, Math.max(0, answer.indexOf("\r\n\r\n")));
    String body = answer.substring(Math.min(answer.length(), head.length() + 4));
    assertThat(head).as(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(head)
        .doesNotContainIgnoringCase("\nserver:")
        .doesNotContain("X-Powered-By", "X-Frame");
    assertThat(answer)
        .doesNotContainIgnoringCase("payara")
        .doesNotContain("<html", "\tat ", "java.");
    if (how.equals("Status")) {
      assertThat(body).contains("\"kind\":\"Status\"", "\"code\":" + status);
    } else {
      assertThat(body).isEmpty();
    }
  }

  private String exchange(String request) {
    try (SSLSocket socket = connect("http/1.1")) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return answer(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of it where the server ends the connection; else its head and what came with that. */
  private static String answer(InputStream in) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    byte[] part = new byte[8192];
    try {
      for (int n = in.read(part); n >= 0; n = in.read(part)) {
        answer.write(part, 0, n);
        if (isWhole(answer)) {
          break;
        }
      }
    } catch (SocketException e) {
      assertThat(answer.size()).as(e.getMessage()).isPositive();
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  private static boolean isWhole(ByteArrayOutputStream answer) {
    String text = answer.toString(StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    String length =
        end < 0 ? "" : text.substring(0, end).replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
    boolean known = !length.isEmpty() && length.chars().allMatch(Character::isDigit);
    return (known && text.length() - end - 4 >= Integer.parseInt(length))
        || text.startsWith("HTTP/1.1 100");
  }

  private SSLSocket connect(String protocol) throws IOException {
    SSLSocket socket = (SSLSocket) https.context().getSocketFactory().createSocket();
    socket.setReceiveBufferSize(RECEIVED_BYTES_MAX);
    socket.connect(new InetSocketAddress("127.0.0.1", cluster.port()));
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {protocol});
    socket.setSSLParameters(parameters);
    socket.setSoTimeout((int) QUICK.toMillis());
    return socket;
  }
}
