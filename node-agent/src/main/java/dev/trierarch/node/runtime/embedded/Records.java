package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.FileTrees;
import dev.trierarch.node.runtime.PodRuntime.ContainerSpec;
import dev.trierarch.node.runtime.PodRuntime.SandboxSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What is written down about sandboxes and containers, so that a restarted agent finds them. */
final class Records {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Where a sandbox is in its life; one that is found STARTING was cut short by a crash. */
  enum Life {
    STARTING,
    READY,
    STOPPED
  }

  /**
   * @param bootId the boot of the machine that it was started in: no sandbox outlives a reboot
   * @param ip empty on the host's network
   */
  record Sandbox(
      String id, SandboxSpec spec, Instant createdAt, String bootId, String ip, Life life) {
    Sandbox with(Life next, String nextIp) {
      return new Sandbox(id, spec, createdAt, bootId, nextIp, next);
    }
  }

  /**
   * @param commandLine image and pod put together
   * @param environment image and pod put together
   * @param logFile absolute
   * @param cgroup relative to the cgroup mounts, empty without cgroups
   */
  record Container(
      String id,
      String sandboxId,
      ContainerSpec spec,
      String imageId,
      Instant createdAt,
      List<String> commandLine,
      Map<String, String> environment,
      ContainerUser user,
      String workingDirectory,
      String stopSignal,
      Path logFile,
      String cgroup,
      boolean hostPid) {}

  private Records() {}

  static void write(Path file, Object record) {
    try {
      FileTrees.replace(file, JSON.writeValueAsBytes(record));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T read(Path file, Class<T> type) {
    try {
      return JSON.readValue(Files.readAllBytes(file), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
