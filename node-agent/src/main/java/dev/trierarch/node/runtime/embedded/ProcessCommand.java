package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.runtime.RunningCommand;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A command in a container as a process of this machine; its terminal, where it has one, belongs to
 * the {@code script} that runs it.
 */
final class ProcessCommand implements RunningCommand {
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
      process.children().forEach(child -> Terminals.resize(child.pid(), columns, rows));
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
