package dev.trierarch.node.volume;

import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes emptyDir volumes: directories, or a tmpfs each where memory was asked for. */
final class EmptyDirs {
  private static final Logger LOG = LoggerFactory.getLogger(EmptyDirs.class);
  private static final int ANYONE = 0777;
  private static final int COMMAND_SECONDS_MAX = 10;

  void make(Path directory, EmptyDirVolumeSource source, Optional<Long> group) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Files.createDirectories(directory);
    if ("Memory".equals(source.getMedium())) {
      mountTmpfs(directory, source.getSizeLimit());
    }
    AtomicDirectory.setMode(directory, ANYONE);
    if (group.isPresent() && isRoot()) {
      Files.setAttribute(directory, "unix:gid", group.get().intValue());
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void mountTmpfs(Path directory, Quantity limit) throws IOException {
    if (!isRoot()) {
      LOG.warn("{} is on disk, not in memory: only root may mount tmpfs", directory);
      return;
    }
    List<String> command = new ArrayList<>(List.of("mount", "-t", "tmpfs"));
    if (limit != null) {
      command.addAll(List.of("-o", "size=" + Quantity.getAmountInBytes(limit).toBigInteger()));
    }
    command.addAll(List.of("tmpfs", directory.toString()));
    run(command);
  }

  /** Unmounts every tmpfs below, so that nothing of it is walked through. */
  void unmountBelow(Path directory) throws IOException {
    Path mounts = Path.of("/proc/self/mounts");
    if (!Files.exists(mounts)) {
      return;
    }
    for (String line : Files.readAllLines(mounts)) {
      String[] fields = line.split(" ", 4);
      if (fields.length == 4
          && fields[2].startsWith("tmpfs")
          && Path.of(fields[1].replace("\\040", " ")).startsWith(directory.toAbsolutePath())) {
        run(List.of("umount", fields[1].replace("\\040", " ")));
      }
    }
  }

  private static void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      boolean ended = process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        String said =
            ended
                ? new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                : "no end";
        throw new IOException("%s: %s".formatted(String.join(" ", command), said));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
