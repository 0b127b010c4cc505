package dev.trierarch.node.runtime;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * A command that was started in a container, or the container's own, and its streams; closing it
 * ends the command that was started.
 */
public interface RunningCommand extends AutoCloseable {

  /** What is written here is flushed to the command at once; closing it is the end of its input. */
  OutputStream stdin();

  /** All output, where the command has a terminal. */
  InputStream stdout();

  InputStream stderr();

  /** Tells the command's terminal how large it is; without one nothing happens. */
  void resize(int columns, int rows);

  /** Waits for the end; 128 and the signal's number for a command that was killed. */
  int awaitExit() throws InterruptedException;

  @Override
  void close();
}
