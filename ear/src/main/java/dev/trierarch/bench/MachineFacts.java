package dev.trierarch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the figures were measured on. */
final class MachineFacts {

  private MachineFacts() {}

  /**
   * @param directory where the measured system keeps its data
   */
  static Map<String, String> of(Path directory) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("processor", line(Path.of("/proc/cpuinfo"), "model name"));
    facts.put("memory", mebibytes(line(Path.of("/proc/meminfo"), "MemTotal")));
    facts.put("memory available", mebibytes(line(Path.of("/proc/meminfo"), "MemAvailable")));
    facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put("file system", fileSystem(directory));
    facts.put("load before", load());
    return facts;
  }

  /** What follows the colon in the first line that begins so. */
  private static String line(Path file, String beginning) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(beginning))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String mebibytes(String kibibytes) {
    String digits = kibibytes.replaceAll("\\D", "");
    return digits.isEmpty() ? kibibytes : Long.parseLong(digits) / 1024 + " MiB";
  }

  private static String fileSystem(Path directory) {
    try {
      return Files.getFileStore(directory).type() + " (" + directory + ")";
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String load() {
    try {
      String[] words = Files.readString(Path.of("/proc/loadavg")).split(" ", -1);
      return String.join(" ", words[0], words[1], words[2]) + " (1, 5, 15 minutes)";
    } catch (IOException e) {
      return "unknown";
    }
  }
}
