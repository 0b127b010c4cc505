package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.runtime.PodRuntime.ContainerSpec;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import dev.trierarch.node.runtime.RunningCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A container's own command, as somebody sees it who came later. */
final class AttachedContainer implements RunningCommand {
  private final EmbeddedContainer container;
  private final RawOutput stdout;
  private final RawOutput stderr;
  private final OutputStream stdin;

  private AttachedContainer(
      EmbeddedContainer container, RawOutput stdout, RawOutput stderr, OutputStream stdin) {
    this.container = container;
    this.stdout = stdout;
    this.stderr = stderr;
    this.stdin = stdin;
  }

  /**
   * @param wantsInput without it nothing is said to the container, and its input goes on
   */
  static AttachedContainer to(EmbeddedContainer container, boolean wantsInput) {
    ContainerSpec spec = container.record().spec();
    try {
      return new AttachedContainer(
          container,
          RawOutput.of(container, "stdout"),
          RawOutput.of(container, "stderr"),
          wantsInput && spec.stdin()
              ? new ContainerInput(container.directory(), spec.stdinOnce() && !spec.tty())
              : OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new RuntimeFailure(
          "AttachError", "container " + container.id() + " has no output: " + e.getMessage(), e);
    }
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
    if (container.record().spec().tty()) {
      container.running().ifPresent(first -> Terminals.resize(first.pid(), columns, rows));
    }
  }

  /** How it ended is told by the pod's status; who was attached has seen all of it. */
  @Override
  public int awaitExit() {
    return 0;
  }

  @Override
  public void close() {
    try {
      stdout.close();
      stderr.close();
      stdin.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
