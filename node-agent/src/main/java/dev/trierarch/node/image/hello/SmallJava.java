package dev.trierarch.node.image.hello;

import dev.trierarch.node.image.ImageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes a Java runtime of {@code java.base} alone, with shared class data for a quick start. */
final class SmallJava {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path HOME = Path.of(System.getProperty("java.home"));

  /** The time that jib gives every file; class data is refused when the modules' time differs. */
  private static final FileTime PACKED_AT = FileTime.from(Instant.ofEpochSecond(1));

  private SmallJava() {}

  static Path make(Path target) throws IOException {
    Path jlink = HOME.resolve("bin/jlink");
    if (Files.isExecutable(jlink) && Files.isDirectory(HOME.resolve("jmods"))) {
      link(jlink, target);
    } else if (Files.isRegularFile(HOME.resolve("lib/modules"))) {
      // A runtime without jlink: the whole of it works as well, it is only larger.
      copy(target);
    } else {
      throw new ImageException(
          "the hello image is made with jlink, and "
              + HOME
              + " has none: run this with a JDK (17 or newer; on Debian: openjdk-17-jdk-headless)");
    }
    shareClasses(target);
    return target;
  }

  private static void link(Path jlink, Path target) throws IOException {
    run(
        List.of(
            jlink.toString(),
            "--add-modules",
            "java.base",
            "--strip-debug",
            "--no-header-files",
            "--no-man-pages",
            "--compress=2",
            "--output",
            target.toString()));
  }

  private static void copy(Path target) throws IOException {
    Files.createDirectories(target);
    List<String> parts = new ArrayList<>();
    for (String part : List.of("bin", "conf", "lib", "release")) {
      if (Files.exists(HOME.resolve(part))) {
        parts.add(HOME.resolve(part).toString());
      }
    }
    List<String> command = new ArrayList<>(List.of("cp", "-rL"));
    command.addAll(parts);
    command.add(target.toString());
    run(command);
  }

  private static void shareClasses(Path java) throws IOException {
    Files.setLastModifiedTime(java.resolve("lib/modules"), PACKED_AT);
    run(List.of(java.resolve("bin/java").toString(), "-XX:+UseSerialGC", "-Xshare:dump"));
  }

  private static void run(List<String> command) throws IOException {
    Path said = Files.createTempFile("trierarch-", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      if (!ended || process.exitValue() != 0) {
        throw new ImageException(
            command.get(0)
                + (ended ? " failed: " : " took too long: ")
                + Files.readString(said, StandardCharsets.UTF_8).strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageException(command.get(0) + " was interrupted", e);
    } finally {
      Files.delete(said);
    }
  }
}
