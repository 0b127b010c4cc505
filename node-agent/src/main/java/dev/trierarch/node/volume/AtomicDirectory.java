package dev.trierarch.node.volume;

import dev.trierarch.node.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A directory whose files change all at once for those who read it.
 *
 * <p>{@code a -> ..data/a} and {@code ..data -> ..2026-01-02T03-04-05.678Z-1}: the files are in the
 * last one; a change makes a new such directory and renames a new {@code ..data} over the old.
 */
final class AtomicDirectory {
  private static final String DATA = "..data";
  private static final String NEW_DATA = "..data_tmp";

  /** From the highest of the nine bits down. */
  private static final List<PosixFilePermission> PERMISSIONS =
      List.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private final Path directory;

  AtomicDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * @param files by relative path; directories are made as needed
   * @return whether something changed
   */
  boolean write(Map<String, FileContent> files) throws IOException {
    Files.createDirectories(directory);
    Path data = directory.resolve(DATA);
    Path current =
        Files.isSymbolicLink(data) ? directory.resolve(Files.readSymbolicLink(data)) : null;
    if (current != null && read(current).equals(files)) {
      return false;
    }
    Path fresh = Files.createTempDirectory(directory, "..");
    setMode(fresh, 0755);
    for (Map.Entry<String, FileContent> file : files.entrySet()) {
      Path target = inside(fresh, file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue().bytes());
      setMode(target, file.getValue().mode());
    }
    Path newData = directory.resolve(NEW_DATA);
    Files.deleteIfExists(newData);
    Files.createSymbolicLink(newData, fresh.getFileName());
    Files.move(newData, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    link(files.keySet());
    if (current != null) {
      FileTrees.delete(current);
    }
    return true;
  }

  private static Path inside(Path root, String relative) throws IOException {
    Path target = root.resolve(relative).normalize();
    if (!target.startsWith(root) || target.equals(root)) {
      throw new IOException("path %s leaves its volume".formatted(relative));
    }
    return target;
  }

  private void link(Set<String> files) throws IOException {
    Set<String> wanted = new HashSet<>();
    files.forEach(file -> wanted.add(Path.of(file).getName(0).toString()));
    for (Path entry : entries()) {
      String name = entry.getFileName().toString();
      if (!name.startsWith("..") && !wanted.contains(name)) {
        Files.delete(entry);
      }
    }
    for (String name : wanted) {
      Path link = directory.resolve(name);
      if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(link, Path.of(DATA, name));
      }
    }
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }

  private static Map<String, FileContent> read(Path root) throws IOException {
    Map<String, FileContent> files = new HashMap<>();
    if (!Files.isDirectory(root)) {
      return files;
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(
            root.relativize(file).toString(),
            new FileContent(Files.readAllBytes(file), mode(file)));
      }
    }
    return files;
  }

  static void setMode(Path file, int mode) throws IOException {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < PERMISSIONS.size(); bit++) {
      if ((mode & (0400 >> bit)) != 0) {
        permissions.add(PERMISSIONS.get(bit));
      }
    }
    Files.setPosixFilePermissions(file, permissions);
  }

  private static int mode(Path file) throws IOException {
    int mode = 0;
    for (PosixFilePermission permission : Files.getPosixFilePermissions(file)) {
      mode |= 0400 >> PERMISSIONS.indexOf(permission);
    }
    return mode;
  }
}
