package dev.trierarch.node.runtime.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs the machine's own tools and collects what they say. */
final class Shell {
  static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final int OUTPUT_BYTES_MAX = 16 << 20;
  private static final long STRAGGLER_MILLIS = 2_000;

  record Result(int exitCode, byte[] stdout, byte[] stderr) {
    String error() {
      return new String(stderr, StandardCharsets.UTF_8).strip();
    }

    String output() {
      return new String(stdout, StandardCharsets.UTF_8);
    }
  }

  /** A command that took longer than it may. */
  static final class TimedOut extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TimedOut(String message) {
      super(message);
    }
  }

  private Shell() {}

  /** A process with an empty environment but for PATH, so that ours leaks into no container. */
  static ProcessBuilder process(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("PATH", PATH);
    return builder;
  }

  static Result run(Duration timeout, List<String> command, String stdin) {
    try {
      Process process = process(command).start();
      CompletableFuture<byte[]> stdout = collect(process.getInputStream());
      CompletableFuture<byte[]> stderr = collect(process.getErrorStream());
      feed(process, stdin);
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new TimedOut(command.get(0) + " did not end within " + timeout.toMillis() + " ms");
      }
      return new Result(process.exitValue(), finished(stdout), finished(stderr));
    } catch (IOException e) {
      throw new IllegalStateException("cannot run " + command.get(0) + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + command.get(0) + " ran", e);
    }
  }

  private static void feed(Process process, String stdin) throws IOException {
    try (OutputStream out = process.getOutputStream()) {
      if (!stdin.isEmpty()) {
        out.write(stdin.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static CompletableFuture<byte[]> collect(InputStream in) {
    CompletableFuture<byte[]> collected = new CompletableFuture<>();
    Thread reader = new Thread(() -> drain(in, collected), "command-output");
    reader.setDaemon(true);
    reader.start();
    return collected;
  }

  private static void drain(InputStream in, CompletableFuture<byte[]> collected) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try (in) {
      int count;
      while ((count = in.read(buffer)) >= 0) {
        kept.write(buffer, 0, Math.min(count, OUTPUT_BYTES_MAX - kept.size()));
      }
      collected.complete(kept.toByteArray());
    } catch (IOException e) {
      // The process was killed and its pipe with it: what came before still counts.
      collected.complete(kept.toByteArray());
    }
  }

  /** A child left behind may hold the pipe open; its output is not waited for. */
  private static byte[] finished(CompletableFuture<byte[]> collected) throws InterruptedException {
    try {
      return collected.get(STRAGGLER_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new byte[0];
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where a tool lies. */
  static Optional<Path> find(String tool) {
    for (String directory : PATH.split(":", -1)) {
      Path candidate = Path.of(directory, tool);
      if (Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** A word that sh reads as exactly this text. */
  static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  static String quote(Path path) {
    return quote(path.toString());
  }

  static String quoted(List<String> words) {
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      line.append(line.isEmpty() ? "" : " ").append(quote(word));
    }
    return line.toString();
  }
}
