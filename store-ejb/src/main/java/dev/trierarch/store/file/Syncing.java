package dev.trierarch.store.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Brings to disk what a power loss would else take: the content of a file, and apart from it the
 * name in its directory.
 */
public final class Syncing {

  private Syncing() {}

  public static void file(Path file) throws IOException {
    force(file, StandardOpenOption.WRITE);
  }

  /** Makes what was created, renamed or deleted in a directory last. */
  public static void directory(Path directory) throws IOException {
    force(directory, StandardOpenOption.READ);
  }

  /** Creates a directory, and those it is in, so that they last. */
  public static void createDirectories(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      createDirectories(directory.getParent());
      Files.createDirectories(directory);
      directory(directory.getParent());
    }
  }

  private static void force(Path path, StandardOpenOption access) throws IOException {
    try (FileChannel channel = FileChannel.open(path, access)) {
      channel.force(true);
    }
  }
}
