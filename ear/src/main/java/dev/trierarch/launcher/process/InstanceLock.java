package dev.trierarch.launcher.process;

import dev.trierarch.launcher.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lets one command at a time change an instance. The lock goes with the process that holds it. */
public final class InstanceLock {

  private InstanceLock() {}

  /** Runs {@code work} while no other command changes the instance; refuses when one does. */
  public static void whileHeld(Path file, Runnable work) {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new Problem(
            file.getParent()
                + " is in use by another trierarch command, process "
                + Files.readString(file).strip()
                + ".",
            "Wait for it to end, or give another directory: --data DIR.");
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(ownNumber()));
      work.run();
    } catch (IOException e) {
      throw new Problem(
          "Cannot lock " + file + ": " + e.getMessage(),
          "Give a directory that you may write: --data DIR.",
          e);
    }
  }

  private static byte[] ownNumber() {
    return Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
  }
}
