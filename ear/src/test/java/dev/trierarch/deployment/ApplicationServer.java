package dev.trierarch.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A full application server that was unpacked for the test, prepared as the documentation says. */
abstract class ApplicationServer {

  static final Path SERVERS = Path.of("target/servers").toAbsolutePath();
  static final Path DEPLOY = Path.of("src/main/deploy").toAbsolutePath();
  static final Path EAR = Path.of("target/trierarch.ear").toAbsolutePath();

  /** A JVM that ends soon has no use for code that took long to optimize. */
  static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

  private static final long COMMAND_SECONDS_MAX = 300;

  final Path home;

  /**
   * @param home what {@code trierarch pki} filled
   */
  ApplicationServer(Path home) {
    this.home = home;
  }

  /** Prepares and starts the server with trierarch.ear in it. */
  abstract void start() throws IOException, InterruptedException;

  /** The HTTPS port. */
  abstract int port();

  /** What the server printed, for the message of a failure. */
  abstract Path log();

  abstract void stop() throws IOException, InterruptedException;

  /** Runs a command to its end and fails with what it printed. */
  final void run(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(home, "command", ".log");
    Process process = start(environment, command, output);
    if (!process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(
          command + " did not end in " + COMMAND_SECONDS_MAX + " s: " + Files.readString(output));
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          command + " ended with " + process.exitValue() + ": " + Files.readString(output));
    }
  }

  static Process start(Map<String, String> environment, List<String> command, Path output)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().putAll(environment);
    return builder.start();
  }
}
