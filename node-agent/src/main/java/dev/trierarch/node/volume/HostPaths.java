package dev.trierarch.node.volume;

import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks, and where it was asked for makes, what a hostPath volume names. */
final class HostPaths {
  private HostPaths() {}

  static void check(HostPathVolumeSource source) throws IOException {
    Path path = Path.of(source.getPath());
    String type = source.getType() == null ? "" : source.getType();
    switch (type) {
      case "" -> makeIfNothingIsThere(path);
      case "DirectoryOrCreate" -> Files.createDirectories(path);
      case "Directory" -> require(Files.isDirectory(path), path, "directory");
      case "FileOrCreate" -> makeFile(path);
      case "File" -> require(Files.isRegularFile(path), path, "file");
      case "Socket" -> require(isOther(path), path, "socket file");
      case "CharDevice" -> require(isOther(path), path, "character device");
      case "BlockDevice" -> require(isOther(path), path, "block device");
      default ->
          throw new SetupFailure("FailedMount", "hostPath type %s is unknown".formatted(type));
    }
  }

  // Container runtimes make a missing source as a directory; done here, all of them do.
  private static void makeIfNothingIsThere(Path path) throws IOException {
    if (!Files.exists(path)) {
      Files.createDirectories(path);
    }
  }

  private static void makeFile(Path path) throws IOException {
    if (!Files.exists(path)) {
      Files.createFile(path);
    }
    require(Files.isRegularFile(path), path, "file");
  }

  private static boolean isOther(Path path) {
    return Files.exists(path) && !Files.isDirectory(path) && !Files.isRegularFile(path);
  }

  private static void require(boolean holds, Path path, String what) {
    if (!holds) {
      throw new SetupFailure(
          "FailedMount", "hostPath type check failed: %s is not a %s".formatted(path, what));
    }
  }
}
