package dev.trierarch.node.runtime.hollow;

import dev.trierarch.node.runtime.PodRuntime.ExecResult;
import dev.trierarch.node.runtime.RunningCommand;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;

/** A command that has ended already, with this result. */
final class HollowCommand implements RunningCommand {
  private final ExecResult result;

  HollowCommand(ExecResult result) {
    this.result = result;
  }

  @Override
  public OutputStream stdin() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public InputStream stdout() {
    return new ByteArrayInputStream(result.stdout());
  }

  @Override
  public InputStream stderr() {
    return new ByteArrayInputStream(result.stderr());
  }

  @Override
  public void resize(int columns, int rows) {
    // It has no terminal.
  }

  @Override
  public int awaitExit() {
    return result.exitCode();
  }

  @Override
  public void close() {
    // Nothing runs.
  }
}
