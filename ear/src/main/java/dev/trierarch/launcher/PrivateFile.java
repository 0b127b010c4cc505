package dev.trierarch.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/** Writes files as a whole, readable by their owner alone from the first moment. */
public final class PrivateFile {

  private PrivateFile() {}

  public static void write(Path file, byte[] content) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try {
      Files.deleteIfExists(fresh);
      try (FileChannel channel =
          FileChannel.open(
              fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new Problem(
          "Cannot write " + file + ": " + e.getMessage(),
          "Check the owner of the directory and the space left.",
          e);
    }
  }

  public static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns whether the file had to be written. */
  public static boolean writeIfDifferent(Path file, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    try {
      if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content)) {
        return false;
      }
    } catch (IOException e) {
      throw new Problem("Cannot read " + file + ": " + e.getMessage(), "Check its owner.", e);
    }
    write(file, content);
    return true;
  }
}
