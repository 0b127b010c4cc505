package dev.trierarch.node.runtime.cri;

import dev.trierarch.node.api.Json;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import dev.trierarch.node.runtime.RunningCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import tools.jackson.databind.JsonNode;

/**
 * A command that a container runtime runs, over the WebSocket that it offers for it: each message
 * begins with the number of its channel.
 */
final class CriCommand implements RunningCommand, WebSocket.Listener {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final String CAN_END_INPUT = "v5.channel.k8s.io";
  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final int STATUS = 3;
  private static final int RESIZE = 4;
  private static final int CLOSE = 255;
  private static final int EXIT_UNKNOWN = 255;

  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private final ChunkStream stdout = new ChunkStream(this::more);
  private final ChunkStream stderr = new ChunkStream(this::more);
  private final OutputStream stdin = new Input();
  private volatile WebSocket socket;

  private CriCommand() {}

  /**
   * @param url where the runtime streams, as it answered to Exec
   */
  static CriCommand connect(String url) {
    CriCommand command = new CriCommand();
    try {
      command.socket =
          HttpClient.newBuilder()
              .connectTimeout(CONNECT_TIMEOUT)
              .build()
              .newWebSocketBuilder()
              .subprotocols(CAN_END_INPUT, "v4.channel.k8s.io")
              .buildAsync(URI.create(url.replaceFirst("^http", "ws")), command)
              .join();
      return command;
    } catch (CompletionException e) {
      throw new RuntimeFailure(
          "ExecError", "the runtime does not stream from " + url + ": " + e.getCause(), e);
    }
  }

  @Override
  public void onOpen(WebSocket opened) {
    opened.request(1);
  }

  private void more() {
    socket.request(1);
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    while (data.hasRemaining()) {
      message.write(data.get());
    }
    if (!last) {
      from.request(1);
      return null;
    }
    byte[] whole = message.toByteArray();
    message.reset();
    if (whole.length == 0) {
      from.request(1);
    } else {
      take(whole[0] & 0xff, Arrays.copyOfRange(whole, 1, whole.length), from);
    }
    return null;
  }

  private void take(int channel, byte[] bytes, WebSocket from) {
    switch (channel) {
      case STDOUT -> stdout.add(bytes);
      case STDERR -> stderr.add(bytes);
      case STATUS -> {
        if (bytes.length > 0) {
          exit.complete(exitCode(new String(bytes, StandardCharsets.UTF_8)));
        }
        from.request(1);
      }
      default -> from.request(1);
    }
  }

  /** Of a status in upstream's form: the cause with the reason ExitCode says it. */
  static int exitCode(String status) {
    JsonNode tree = Json.MAPPER.readTree(status);
    if (tree.path("status").asString().equals("Success")) {
      return 0;
    }
    for (JsonNode cause : tree.path("details").path("causes")) {
      if (cause.path("reason").asString().equals("ExitCode")) {
        return Integer.parseInt(cause.path("message").asString());
      }
    }
    return EXIT_UNKNOWN;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    ended();
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    ended();
  }

  private void ended() {
    exit.complete(EXIT_UNKNOWN);
    stdout.end();
    stderr.end();
  }

  @Override
  public OutputStream stdin() {
    return stdin;
  }

  @Override
  public InputStream stdout() {
    return stdout;
  }

  @Override
  public InputStream stderr() {
    return stderr;
  }

  @Override
  public void resize(int columns, int rows) {
    String size = "{\"Width\":" + columns + ",\"Height\":" + rows + "}";
    send(RESIZE, size.getBytes(StandardCharsets.UTF_8), 0, size.length());
  }

  @Override
  public int awaitExit() throws InterruptedException {
    try {
      return exit.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    socket.abort();
    ended();
  }

  private synchronized void send(int channel, byte[] bytes, int offset, int length) {
    ByteBuffer frame = ByteBuffer.allocate(length + 1).put((byte) channel);
    frame.put(bytes, offset, length).flip();
    socket.sendBinary(frame, true).join();
  }

  /** What is written goes out as messages of the first channel. */
  private final class Input extends OutputStream {
    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        send(STDIN, bytes, offset, length);
      } catch (CompletionException e) {
        throw new IOException("the command has ended", e);
      }
    }

    /** Runtimes that speak only the older protocol cannot be told of the end of the input. */
    @Override
    public void close() throws IOException {
      if (socket.getSubprotocol().equals(CAN_END_INPUT)) {
        try {
          send(CLOSE, new byte[] {STDIN}, 0, 1);
        } catch (CompletionException e) {
          throw new IOException("the command has ended", e);
        }
      }
    }
  }
}
