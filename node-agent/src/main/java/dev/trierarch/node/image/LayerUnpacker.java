package dev.trierarch.node.image;

import dev.trierarch.node.FileTrees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Lays one layer of an image over what earlier layers left in a directory.
 *
 * <p>Nothing is ever written outside the directory: names with {@code ..} are refused and links are
 * followed as inside the image. Device nodes and pipes are left out: a container's {@code /dev} is
 * made by the runtime.
 */
final class LayerUnpacker {
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  private final Path root;
  private final boolean keepOwners;
  private final Set<Path> written = new HashSet<>();
  private final List<DirectoryTimes> directories = new ArrayList<>();

  private record DirectoryTimes(Path path, int mode, FileTime time) {}

  /**
   * @param keepOwners whether files get the owners that the layer names; only root can do that
   */
  LayerUnpacker(Path root, boolean keepOwners) {
    this.root = root;
    this.keepOwners = keepOwners;
  }

  void unpack(InputStream uncompressedLayer) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(uncompressedLayer);
    TarArchiveEntry entry;
    while ((entry = tar.getNextEntry()) != null) {
      unpackEntry(entry, tar);
    }
    // A directory's own mode may forbid writing into it and every entry changes its time: last.
    for (DirectoryTimes directory : directories) {
      if (Files.isDirectory(directory.path(), LinkOption.NOFOLLOW_LINKS)) {
        setMode(directory.path(), directory.mode());
        setTime(directory.path(), directory.time());
      }
    }
  }

  private void unpackEntry(TarArchiveEntry entry, InputStream content) throws IOException {
    String name = safeName(entry.getName());
    if (name.isEmpty()) {
      return;
    }
    Path target = ScopedPaths.resolveParent(root, "/" + name);
    String last = target.getFileName().toString();
    Path parent = target.getParent();
    if (last.equals(OPAQUE)) {
      clear(parent);
      return;
    }
    if (last.startsWith(WHITEOUT)) {
      delete(parent.resolve(last.substring(WHITEOUT.length())));
      return;
    }
    Files.createDirectories(parent);
    write(entry, content, target);
    written.add(target);
  }

  private void write(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
    if (entry.isDirectory()) {
      writeDirectory(entry, target);
      return;
    }
    if (entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO()) {
      return;
    }
    delete(target);
    if (entry.isLink()) {
      Path existing = ScopedPaths.resolveParent(root, "/" + safeName(entry.getLinkName()));
      Files.createLink(target, existing);
      return;
    }
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      setOwner(entry, target);
      return;
    }
    Files.copy(content, target);
    setOwner(entry, target);
    setMode(target, entry.getMode());
    setTime(target, time(entry));
  }

  private void writeDirectory(TarArchiveEntry entry, Path target) throws IOException {
    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      delete(target);
      Files.createDirectory(target);
    }
    setOwner(entry, target);
    directories.add(new DirectoryTimes(target, entry.getMode(), time(entry)));
  }

  private static FileTime time(TarArchiveEntry entry) {
    return FileTime.from(entry.getLastModifiedTime().toInstant());
  }

  private static String safeName(String name) {
    String clean = name;
    while (clean.startsWith("/") || clean.startsWith("./")) {
      clean = clean.substring(clean.startsWith("/") ? 1 : 2);
    }
    if (clean.equals(".")) {
      return "";
    }
    for (String part : clean.split("/", -1)) {
      if (part.equals("..")) {
        throw new ImageException(
            "the image's layer holds \""
                + name
                + "\", which leads out of the image; the archive is damaged or hostile and was not"
                + " imported");
      }
    }
    return clean;
  }

  /** Hides what lower layers put into a directory; what this layer put there stays. */
  private void clear(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> children;
    try (Stream<Path> found = Files.list(directory)) {
      children = found.toList();
    }
    for (Path child : children) {
      if (!written.contains(child)) {
        delete(child);
      }
    }
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      FileTrees.delete(path);
    } else {
      Files.deleteIfExists(path);
    }
  }

  private void setOwner(TarArchiveEntry entry, Path path) throws IOException {
    if (keepOwners) {
      Files.setAttribute(path, "unix:uid", (int) entry.getLongUserId(), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", (int) entry.getLongGroupId(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  private void setMode(Path path, int mode) throws IOException {
    // Without root the unpacking user must be able to read its own copy, whatever the image says.
    int usable = keepOwners ? mode : mode | (Files.isDirectory(path) ? 0700 : 0400);
    Files.setAttribute(path, "unix:mode", usable & 07777);
  }

  private static void setTime(Path path, FileTime time) throws IOException {
    try {
      Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setTimes(time, null, null);
    } catch (NoSuchFileException e) {
      throw new ImageException("the layer vanished while it was unpacked: " + path, e);
    }
  }
}
