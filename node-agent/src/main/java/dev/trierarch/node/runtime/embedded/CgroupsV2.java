package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.runtime.PodRuntime.ContainerUsage;
import dev.trierarch.node.runtime.PodRuntime.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Control groups of the second kind: one tree, in which parents enable controllers for children.
 */
final class CgroupsV2 implements Cgroups {
  private static final List<String> CONTROLLERS = List.of("cpu", "memory", "pids");
  private static final long NANOS_PER_MICRO = 1_000;

  private final Path base;
  private final int podPidsMax;

  CgroupsV2(Path base, int podPidsMax) {
    this.base = base;
    this.podPidsMax = podPidsMax;
  }

  @Override
  public void create(String group, Resources resources) {
    Path directory = base;
    for (Path name : Path.of(group)) {
      enableFor(directory);
      directory = directory.resolve(name);
      try {
        Files.createDirectories(directory);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot make the control group " + group, e);
      }
    }
    if (resources.memoryLimitBytes() > 0) {
      Cgroups.write(directory.resolve("memory.max"), Long.toString(resources.memoryLimitBytes()));
    }
    if (resources.cpuShares() > 0) {
      Cgroups.write(directory.resolve("cpu.weight"), Long.toString(weight(resources.cpuShares())));
    }
    if (resources.cpuQuotaMicros() > 0) {
      long period = resources.cpuPeriodMicros() > 0 ? resources.cpuPeriodMicros() : 100_000;
      Cgroups.write(directory.resolve("cpu.max"), resources.cpuQuotaMicros() + " " + period);
    }
    if (podPidsMax > 0) {
      Cgroups.write(directory.resolveSibling("pids.max"), Integer.toString(podPidsMax));
    }
  }

  /** Shares run from 2 to 262144, weights from 1 to 10000. */
  static long weight(long shares) {
    long bounded = Math.min(262_144, Math.max(2, shares));
    return 1 + (bounded - 2) * 9_999 / 262_142;
  }

  private static void enableFor(Path parent) {
    String available = Cgroups.read(parent.resolve("cgroup.controllers")).orElse("");
    String enabled = Cgroups.read(parent.resolve("cgroup.subtree_control")).orElse("");
    for (String controller : CONTROLLERS) {
      if (has(available, controller) && !has(enabled, controller)) {
        Cgroups.write(parent.resolve("cgroup.subtree_control"), "+" + controller);
      }
    }
  }

  private static boolean has(String words, String word) {
    return List.of(words.split(" ", -1)).contains(word);
  }

  @Override
  public List<Path> joinFiles(String group) {
    return List.of(base.resolve(group).resolve("cgroup.procs"));
  }

  @Override
  public Optional<Path> oomFile(String group) {
    return Optional.of(base.resolve(group).resolve("memory.events"));
  }

  @Override
  public Map<String, Path> views(String group) {
    return Map.of("/sys/fs/cgroup", base.resolve(group));
  }

  @Override
  public Optional<ContainerUsage> usage(String group, Instant now) {
    Path directory = base.resolve(group);
    Optional<String> current = Cgroups.read(directory.resolve("memory.current"));
    if (current.isEmpty()) {
      return Optional.empty();
    }
    long inactive = Cgroups.field(directory.resolve("memory.stat"), "inactive_file");
    long cpuMicros = Cgroups.field(directory.resolve("cpu.stat"), "usage_usec");
    long workingSet = Math.max(0, Long.parseLong(current.get()) - inactive);
    return Optional.of(new ContainerUsage(now, cpuMicros * NANOS_PER_MICRO, workingSet));
  }

  @Override
  public List<Long> processes(String group) {
    return Cgroups.processesIn(base.resolve(group));
  }

  @Override
  public void remove(String group) {
    Cgroups.removeTree(base.resolve(group));
  }

  @Override
  public List<String> children(String group) {
    return Cgroups.directories(base.resolve(group)).stream()
        .map(child -> group + "/" + child.getFileName())
        .toList();
  }
}
