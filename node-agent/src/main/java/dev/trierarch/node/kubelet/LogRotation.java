package dev.trierarch.node.kubelet;

import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.Phase;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps logs from filling the disk: at 10 MB a new file is begun, and five are kept. */
final class LogRotation {
  private static final Logger LOG = LoggerFactory.getLogger(LogRotation.class);
  private static final int FILES_MAX = 5;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final PodRuntime runtime;
  private final Path logs;
  private final long fileBytesMax;
  private final InstantSource clock;

  LogRotation(PodRuntime runtime, Path logs, long fileBytesMax, InstantSource clock) {
    this.runtime = runtime;
    this.logs = logs;
    this.fileBytesMax = fileBytesMax;
    this.clock = clock;
  }

  void rotate(Pod pod, List<ContainerState> containers) {
    Path directory = logs.resolve(ContainerLogs.directoryName(pod));
    for (ContainerState container : containers) {
      if (container.phase() == Phase.RUNNING) {
        Path log =
            directory.resolve(ContainerLogs.pathInPod(container.name(), container.attempt()));
        rotateIfLarge(log, container.id());
      }
    }
  }

  private void rotateIfLarge(Path log, String containerId) {
    try {
      if (!Files.exists(log) || Files.size(log) < fileBytesMax) {
        return;
      }
      Instant now = clock.instant();
      Path rotated = log.resolveSibling(log.getFileName() + "." + STAMP.format(now));
      Files.move(log, rotated);
      try {
        runtime.reopenLog(containerId);
      } catch (RuntimeFailure failure) {
        Files.move(rotated, log);
        throw failure;
      }
      removeOldest(log);
    } catch (IOException | RuntimeFailure e) {
      LOG.warn("Log {} could not be rotated, trying again: {}", log, e.getMessage());
    }
  }

  private static void removeOldest(Path log) throws IOException {
    String prefix = log.getFileName() + ".";
    List<Path> rotated;
    try (Stream<Path> siblings = Files.list(log.getParent())) {
      rotated =
          siblings.filter(s -> s.getFileName().toString().startsWith(prefix)).sorted().toList();
    }
    int surplus = rotated.size() - (FILES_MAX - 1);
    for (Path old : rotated.subList(0, Math.max(0, surplus))) {
      Files.delete(old);
    }
  }
}
