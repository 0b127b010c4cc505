package dev.trierarch.bench.store;

import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An etcd of one member with its default settings, on loopback, without TLS. */
final class EtcdServer implements AutoCloseable {

  private static final Duration READY_AT_MOST = Duration.ofSeconds(30);
  private static final Duration INTERVAL = Duration.ofMillis(50);
  private static final long STOP_SECONDS_MAX = 10;
  private static final long QUOTA_BYTES = 8L << 30;

  private final Process process;
  private final int port;

  private EtcdServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static EtcdServer start(String program, Path directory) throws IOException {
    int port = freePort();
    String client = "http://127.0.0.1:" + port;
    String peer = "http://127.0.0.1:" + freePort();
    Files.createDirectories(directory);
    Process process =
        new ProcessBuilder(
                program,
                "--name=bench",
                "--data-dir=" + directory.resolve("data"),
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=bench=" + peer,
                "--quota-backend-bytes=" + QUOTA_BYTES)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("etcd.log").toFile())
            .start();
    EtcdServer server = new EtcdServer(process, port);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop etcd"));
    if (!Waiting.until(server::isHealthy, READY_AT_MOST, INTERVAL)) {
      server.close();
      throw new Problem(
          "etcd is not healthy after 30 s.",
          "Run the benchmark without it: take etcd off the PATH.");
    }
    return server;
  }

  int port() {
    return port;
  }

  /** As in {@code 3.4.23}. */
  static String version(String program) throws IOException {
    Process process = new ProcessBuilder(program, "--version").start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return said.lines().findFirst().orElse("").replaceAll("^.*: *", "");
  }

  private boolean isHealthy() {
    URI health = URI.create("http://127.0.0.1:" + port + "/health");
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString())
          .body()
          .contains("true");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
