package dev.trierarch.api.health;

import com.sun.management.UnixOperatingSystemMXBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Says what the process takes of its machine. */
@ApplicationScoped
public class ProcessMetrics implements MetricsSource {

  private static final Path STATUS = Path.of("/proc/self/status");

  @Override
  public void write(MetricsText out) {
    process(out);
    memory(out);
    machine(out);
  }

  private static void process(MetricsText out) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      counter(
          out,
          "process_cpu_seconds_total",
          "Processor time used by the process, of its users' and the system's.",
          unix.getProcessCpuTime() / 1e9);
      gauge(out, "process_open_fds", "Open file descriptors.", unix.getOpenFileDescriptorCount());
      gauge(out, "process_max_fds", "File descriptors at most.", unix.getMaxFileDescriptorCount());
    }
    gauge(
        out,
        "process_start_time_seconds",
        "When the process started, in seconds since 1970.",
        ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
  }

  /** Only Linux has the file. */
  private static void memory(MetricsText out) {
    if (!Files.isReadable(STATUS)) {
      return;
    }
    try {
      List<String> status = Files.readAllLines(STATUS);
      gauge(out, "process_resident_memory_bytes", "Memory in use.", bytes(status, "VmRSS:"));
      gauge(out, "process_virtual_memory_bytes", "Addresses in use.", bytes(status, "VmSize:"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + STATUS, e);
    }
  }

  /** Reads e.g. {@code VmRSS: 123456 kB}. */
  static long bytes(List<String> status, String field) {
    return status.stream()
        .filter(line -> line.startsWith(field))
        .map(line -> line.substring(field.length()).replace("kB", "").strip())
        .mapToLong(Long::parseLong)
        .map(kibibytes -> kibibytes * 1024)
        .findFirst()
        .orElse(0);
  }

  private static void machine(MetricsText out) {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    gauge(out, "jvm_memory_heap_used_bytes", "Heap in use.", heap.getUsed());
    gauge(out, "jvm_memory_heap_max_bytes", "Heap at most.", heap.getMax());
    gauge(
        out,
        "jvm_threads_current",
        "Threads alive.",
        ManagementFactory.getThreadMXBean().getThreadCount());
    double collecting =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionTime)
            .sum();
    counter(out, "jvm_gc_seconds_total", "Time spent collecting garbage.", collecting / 1e3);
  }

  private static void gauge(MetricsText out, String name, String help, Number value) {
    out.gauge(name, help);
    out.sample(name, "", value);
  }

  private static void counter(MetricsText out, String name, String help, Number value) {
    out.counter(name, help);
    out.sample(name, "", value);
  }
}
