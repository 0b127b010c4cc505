package dev.trierarch.node.runtime.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Flags of the mount that a path lies on, which a user namespace may not take away. */
final class MountFlags {
  private static final int MOUNT_POINT = 4;
  private static final int OPTIONS = 5;
  private static final List<String> LOCKED = List.of("nosuid", "nodev", "noexec");

  private MountFlags() {}

  /** E.g. {@code ,nosuid,nodev}; empty when there is nothing to keep. */
  static String locked(Path path) {
    try {
      return locked(path.toRealPath(), Files.readAllLines(Path.of("/proc/self/mountinfo")));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tell how " + path + " is mounted", e);
    }
  }

  static String locked(Path path, List<String> mountInfo) {
    Path longest = Path.of("/");
    String options = "";
    for (String line : mountInfo) {
      String[] fields = line.split(" ", -1);
      Path point = Path.of(fields[MOUNT_POINT].replace("\\040", " "));
      if (path.startsWith(point) && point.getNameCount() >= longest.getNameCount()) {
        longest = point;
        options = fields[OPTIONS];
      }
    }
    StringBuilder kept = new StringBuilder();
    for (String option : options.split(",", -1)) {
      kept.append(LOCKED.contains(option) ? "," + option : "");
    }
    return kept.toString();
  }
}
