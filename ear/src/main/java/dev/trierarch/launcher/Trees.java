package dev.trierarch.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Copies and deletes whole directories. */
public final class Trees {

  private Trees() {}

  public static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path source : (Iterable<Path>) tree::iterator) {
        Path target = to.resolve(from.relativize(source).toString());
        if (Files.isDirectory(source)) {
          Files.createDirectories(target);
        } else {
          Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /** Deletes a file or directory, never what a symbolic link in it points to. */
  public static void delete(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> rootFirst;
    try (Stream<Path> tree = Files.walk(root)) {
      rootFirst = tree.toList();
    }
    for (int i = rootFirst.size() - 1; i >= 0; i--) {
      Files.deleteIfExists(rootFirst.get(i));
    }
  }
}
