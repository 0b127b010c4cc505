package dev.trierarch.node.kubelet;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** What the node is short of now. */
record NodePressure(boolean memory, boolean disk, boolean pids) {
  static final NodePressure NONE = new NodePressure(false, false, false);

  private static final long MEMORY_AVAILABLE_BYTES_MIN = 100L << 20;
  private static final double DISK_AVAILABLE_SHARE_MIN = 0.05;
  private static final double PIDS_AVAILABLE_SHARE_MIN = 0.01;

  static NodePressure ofMachine(Path dataDirectory) {
    MemoryInfo memory = MemoryInfo.read();
    boolean shortOfMemory =
        memory.totalBytes() > 0 && memory.availableBytes() < MEMORY_AVAILABLE_BYTES_MIN;
    return new NodePressure(shortOfMemory, shortOfDisk(dataDirectory), shortOfPids());
  }

  private static boolean shortOfDisk(Path directory) {
    try {
      FileStore store = Files.getFileStore(directory);
      return store.getUsableSpace() < store.getTotalSpace() * DISK_AVAILABLE_SHARE_MIN;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean shortOfPids() {
    try {
      long max = Long.parseLong(firstLine(Path.of("/proc/sys/kernel/pid_max")));
      String load = Files.readString(Path.of("/proc/loadavg"));
      long running = Long.parseLong(load.replaceAll("(?s)^.*/(\\d+) .*$", "$1"));
      return max - running < max * PIDS_AVAILABLE_SHARE_MIN;
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }

  /** Files.readString asks in two reads, and files under /proc/sys answer only the first. */
  private static String firstLine(Path file) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      return Objects.requireNonNullElse(reader.readLine(), "").strip();
    }
  }
}
