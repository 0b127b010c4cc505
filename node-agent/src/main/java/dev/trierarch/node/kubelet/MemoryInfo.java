package dev.trierarch.node.kubelet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's memory as the kernel counts it; zeros where there is no such kernel. */
public record MemoryInfo(long totalBytes, long availableBytes) {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryInfo.class);
  private static final Path FILE = Path.of("/proc/meminfo");

  public static MemoryInfo read() {
    try {
      return parse(Files.readAllLines(FILE));
    } catch (IOException e) {
      LOG.warn("The machine's memory is unknown: {} cannot be read", FILE);
      return new MemoryInfo(0, 0);
    }
  }

  static MemoryInfo parse(List<String> lines) {
    return new MemoryInfo(bytes(lines, "MemTotal:"), bytes(lines, "MemAvailable:"));
  }

  private static long bytes(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .mapToLong(kib -> Long.parseLong(kib) * 1024)
        .findFirst()
        .orElse(0);
  }
}
