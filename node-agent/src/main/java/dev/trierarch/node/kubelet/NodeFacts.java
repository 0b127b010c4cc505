package dev.trierarch.node.kubelet;

import dev.trierarch.node.KernelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node is made of.
 *
 * @param podsMax how many pods it takes
 */
public record NodeFacts(
    int cpus,
    long memoryBytes,
    long diskBytes,
    int podsMax,
    String architecture,
    String operatingSystem,
    String osImage,
    String kernelVersion,
    String machineId,
    String systemUuid,
    String bootId) {
  private static final Logger LOG = LoggerFactory.getLogger(NodeFacts.class);
  private static final int PODS_MAX = 110;
  private static final long GIB = 1L << 30;
  private static final Map<String, String> GO_ARCHITECTURES =
      Map.of("amd64", "amd64", "x86_64", "amd64", "aarch64", "arm64", "arm64", "arm64");

  /** The machine that this process runs on. */
  public static NodeFacts ofMachine(Path dataDirectory) {
    return new NodeFacts(
        Runtime.getRuntime().availableProcessors(),
        MemoryInfo.read().totalBytes(),
        diskBytes(dataDirectory),
        PODS_MAX,
        goArchitecture(),
        System.getProperty("os.name").toLowerCase(Locale.ROOT),
        prettyName(),
        text("/proc/sys/kernel/osrelease"),
        text("/etc/machine-id"),
        text("/sys/class/dmi/id/product_uuid"),
        text("/proc/sys/kernel/random/boot_id"));
  }

  /** A node that pretends: big enough that pods are the only bound. */
  public static NodeFacts hollow(String nodeName) {
    return new NodeFacts(
        32,
        256 * GIB,
        1024 * GIB,
        PODS_MAX,
        goArchitecture(),
        "linux",
        "Hollow",
        "0.0.0",
        nodeName,
        nodeName,
        nodeName);
  }

  private static String goArchitecture() {
    String java = System.getProperty("os.arch");
    return GO_ARCHITECTURES.getOrDefault(java, java);
  }

  private static long diskBytes(Path directory) {
    try {
      return Files.getFileStore(directory).getTotalSpace();
    } catch (IOException e) {
      LOG.warn("The size of the disk of {} is unknown: {}", directory, e.getMessage());
      return 0;
    }
  }

  private static String prettyName() {
    return text("/etc/os-release")
        .lines()
        .filter(line -> line.startsWith("PRETTY_NAME="))
        .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
        .findFirst()
        .orElse(System.getProperty("os.name"));
  }

  private static String text(String file) {
    try {
      return KernelFile.read(file);
    } catch (IOException e) {
      LOG.debug("{} cannot be read", file, e);
      return "";
    }
  }
}
