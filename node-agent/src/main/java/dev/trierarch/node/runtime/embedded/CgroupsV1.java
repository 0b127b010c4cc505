package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.runtime.PodRuntime.ContainerUsage;
import dev.trierarch.node.runtime.PodRuntime.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Control groups of the first kind: a tree for each controller. */
final class CgroupsV1 implements Cgroups {
  private final Path base;
  private final int podPidsMax;

  /** The trees that are used here; systemd's too, so that a stopped agent's service spares pods. */
  private final List<String> controllers;

  CgroupsV1(Path base, int podPidsMax) {
    this.base = base;
    this.podPidsMax = podPidsMax;
    this.controllers =
        List.of("memory", "cpu", "cpuacct", "pids", "systemd").stream()
            .filter(c -> Files.exists(base.resolve(c).resolve("cgroup.procs")))
            .toList();
  }

  @Override
  public void create(String group, Resources resources) {
    try {
      for (String controller : controllers) {
        Files.createDirectories(base.resolve(controller).resolve(group));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the control group " + group, e);
    }
    if (resources.memoryLimitBytes() > 0) {
      set("memory", group, "memory.limit_in_bytes", resources.memoryLimitBytes());
    }
    if (resources.cpuShares() > 0) {
      set("cpu", group, "cpu.shares", Math.max(2, resources.cpuShares()));
    }
    if (resources.cpuQuotaMicros() > 0) {
      set("cpu", group, "cpu.cfs_period_us", period(resources));
      set("cpu", group, "cpu.cfs_quota_us", resources.cpuQuotaMicros());
    }
    if (podPidsMax > 0) {
      set("pids", Path.of(group).getParent().toString(), "pids.max", podPidsMax);
    }
  }

  private static long period(Resources resources) {
    return resources.cpuPeriodMicros() > 0 ? resources.cpuPeriodMicros() : 100_000;
  }

  private void set(String controller, String group, String file, long value) {
    if (controllers.contains(controller)) {
      Cgroups.write(base.resolve(controller).resolve(group).resolve(file), Long.toString(value));
    }
  }

  @Override
  public List<Path> joinFiles(String group) {
    return controllers.stream()
        .map(c -> base.resolve(c).resolve(group).resolve("cgroup.procs"))
        .toList();
  }

  @Override
  public Optional<Path> oomFile(String group) {
    return Optional.of(base.resolve("memory").resolve(group).resolve("memory.oom_control"));
  }

  @Override
  public Map<String, Path> views(String group) {
    Map<String, Path> views = new LinkedHashMap<>();
    for (String controller : controllers) {
      if (!controller.equals("systemd")) {
        views.put("/sys/fs/cgroup/" + controller, base.resolve(controller).resolve(group));
      }
    }
    return views;
  }

  @Override
  public Optional<ContainerUsage> usage(String group, Instant now) {
    Path memory = base.resolve("memory").resolve(group);
    Optional<String> used = Cgroups.read(memory.resolve("memory.usage_in_bytes"));
    Optional<String> cpu =
        Cgroups.read(base.resolve("cpuacct").resolve(group).resolve("cpuacct.usage"));
    if (used.isEmpty() || cpu.isEmpty()) {
      return Optional.empty();
    }
    long inactive = Cgroups.field(memory.resolve("memory.stat"), "total_inactive_file");
    long workingSet = Math.max(0, Long.parseLong(used.get()) - inactive);
    return Optional.of(new ContainerUsage(now, Long.parseLong(cpu.get()), workingSet));
  }

  @Override
  public List<Long> processes(String group) {
    return Cgroups.processesIn(base.resolve(controllers.get(0)).resolve(group));
  }

  @Override
  public void remove(String group) {
    controllers.forEach(c -> Cgroups.removeTree(base.resolve(c).resolve(group)));
  }

  @Override
  public List<String> children(String group) {
    List<String> names = new ArrayList<>();
    for (String controller : controllers) {
      for (Path child : Cgroups.directories(base.resolve(controller).resolve(group))) {
        String name = group + "/" + child.getFileName();
        if (!names.contains(name)) {
          names.add(name);
        }
      }
    }
    return names;
  }
}
