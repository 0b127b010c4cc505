package dev.trierarch.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** The data directory of one instance: where each of its files is. Nothing is kept outside it. */
public record Home(Path directory) {

  public Path kubeconfig() {
    return directory.resolve("kubeconfig");
  }

  public Path instanceFile() {
    return directory.resolve("instance.json");
  }

  public Path lockFile() {
    return directory.resolve("instance.lock");
  }

  public Path pki() {
    return directory.resolve("pki");
  }

  public Path server() {
    return directory.resolve("server");
  }

  public Path images() {
    return directory.resolve("images");
  }

  /** States that a restore has replaced; a reset leaves them. */
  public Path backups() {
    return directory.resolve("backups");
  }

  public Path agents() {
    return directory.resolve("agents");
  }

  public Path agent(String name) {
    return agents().resolve(name);
  }

  /** The names of the agents that were ever started here, sorted. */
  public List<String> agentNames() {
    if (!Files.isDirectory(agents())) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(agents())) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> entry.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new Problem("Cannot read " + agents() + ": " + e.getMessage(), "Check its owner.", e);
    }
  }

  /** Whether an instance was ever started here. */
  public boolean exists() {
    return Files.exists(instanceFile());
  }

  /** Makes a directory that only its owner may enter. */
  public static Path makePrivate(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
      return directory;
    } catch (IOException e) {
      throw new Problem(
          "Cannot make the directory " + directory + ": " + e.getMessage(),
          "Give one that you may write: --data DIR.",
          e);
    }
  }
}
