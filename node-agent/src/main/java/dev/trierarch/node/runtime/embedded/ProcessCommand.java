package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.runtime.RunningCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A command in a container as a process of this machine; its terminal, where it has one, belongs to
 * the {@code script} that runs it.
 */
final class ProcessCommand implements RunningCommand {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Process process;
  private final boolean terminal;

  ProcessCommand(Process process, boolean terminal) {
    this.process = process;
    this.terminal = terminal;
  }

  @Override
  public OutputStream stdin() {
    return process.getOutputStream();
  }

  @Override
  public InputStream stdout() {
    return process.getInputStream();
  }

  @Override
  public InputStream stderr() {
    return process.getErrorStream();
  }

  @Override
  public void resize(int columns, int rows) {
    if (terminal) {
      terminalFile()
          .ifPresent(
              file ->
                  Shell.run(
                      PATIENCE,
                      List.of("stty", "-F", file, "cols", "" + columns, "rows", "" + rows),
                      ""));
    }
  }

  /** The terminal that the command's first process has as its input. */
  private Optional<String> terminalFile() {
    return process
        .children()
        .map(child -> Path.of("/proc", String.valueOf(child.pid()), "fd", "0"))
        .flatMap(link -> target(link).stream())
        .filter(file -> file.startsWith("/dev/pts/"))
        .findFirst();
  }

  private static Optional<String> target(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link).toString());
    } catch (IOException e) {
      return Optional.empty(); // the process has ended meanwhile
    }
  }

  @Override
  public int awaitExit() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
