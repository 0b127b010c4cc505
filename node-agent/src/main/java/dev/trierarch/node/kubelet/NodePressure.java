package dev.trierarch.node.kubelet;

import dev.trierarch.node.KernelFile;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

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
      long max = Long.parseLong(KernelFile.read("/proc/sys/kernel/pid_max"));
      String load = KernelFile.read("/proc/loadavg");
      long running = Long.parseLong(load.replaceAll("^.*/(\\d+) .*$", "$1"));
      return max - running < max * PIDS_AVAILABLE_SHARE_MIN;
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }
}
