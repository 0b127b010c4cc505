package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.runtime.PodRuntime.ContainerUsage;
import dev.trierarch.node.runtime.PodRuntime.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Limits and measures what a container uses, by the kernel's control groups.
 *
 * <p>A group is named by its path below the mounts, e.g. {@code trierarch-node-1/pod7/3f2a}.
 */
interface Cgroups {
  /** Makes the group, and its parents, with these limits. */
  void create(String group, Resources resources);

  /** Files into which a process writes 0 to join the group. */
  List<Path> joinFiles(String group);

  /** A file with a line {@code oom_kill COUNT}, where there is one. */
  Optional<Path> oomFile(String group);

  /** Where the group's own folders are seen inside its container: container path to folder. */
  Map<String, Path> views(String group);

  Optional<ContainerUsage> usage(String group, Instant now);

  /** Processes in the group. */
  List<Long> processes(String group);

  /** Removes the group and those below it; one that still holds a process stays for a later try. */
  void remove(String group);

  /** The groups directly below one. */
  List<String> children(String group);

  /** What this machine has; empty without root or without control groups. */
  static Optional<Cgroups> detect(boolean root, int podPidsMax) {
    Path base = Path.of("/sys/fs/cgroup");
    if (!root) {
      return Optional.empty();
    }
    if (Files.exists(base.resolve("memory/cgroup.procs"))) {
      return Optional.of(new CgroupsV1(base, podPidsMax));
    }
    if (Files.exists(base.resolve("cgroup.controllers"))) {
      return Optional.of(new CgroupsV2(base, podPidsMax));
    }
    return Optional.empty();
  }

  static void write(Path file, String value) {
    try {
      Files.writeString(file, value);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot set " + file + " to " + value, e);
    }
  }

  static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException e) {
      // The group goes away with its container: nothing to tell any more.
      return Optional.empty();
    }
  }

  /** The number after a key in a file of lines {@code KEY NUMBER}. */
  static long field(Path file, String key) {
    return read(file).stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith(key + " "))
        .mapToLong(line -> Long.parseLong(line.substring(key.length() + 1).strip()))
        .findFirst()
        .orElse(0);
  }

  static List<Long> processesIn(Path directory) {
    return read(directory.resolve("cgroup.procs")).stream()
        .flatMap(String::lines)
        .map(Long::parseLong)
        .toList();
  }

  static List<Path> directories(Path directory) {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> children = Files.list(directory)) {
      children.filter(Files::isDirectory).forEach(found::add);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  static void removeTree(Path directory) {
    directories(directory).forEach(Cgroups::removeTree);
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException e) {
      throw new UncheckedIOException(e);
    } catch (FileSystemException e) {
      // Busy: a killed process is not quite gone. The next sweep takes it.
      java.util.logging.Logger.getLogger(Cgroups.class.getName())
          .fine(() -> directory + " stays until the next sweep: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
