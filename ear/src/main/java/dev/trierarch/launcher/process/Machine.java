package dev.trierarch.launcher.process;

import dev.trierarch.launcher.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** What this machine has: free ports, memory, tools. */
public final class Machine {

  private static final long CONTROL_PLANE_MEMORY_MIB = 500;
  private static final long AGENT_MEMORY_MIB = 150;

  private Machine() {}

  /** Refuses when another process listens there. */
  public static void requireFreePort(String address, int port) {
    if (!isFree(address, port)) {
      throw new Problem(
          "Port " + port + " on " + address + " is taken by another process.",
          "Stop it (ss -ltnp names it), or choose another port: ./trierarch up --port "
              + (port + 1000)
              + ".");
    }
  }

  public static boolean isFree(String address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Refuses when the memory left is too little for what is about to be started. */
  public static void requireMemory(boolean controlPlane, int agents) {
    long neededMib =
        (controlPlane ? CONTROL_PLANE_MEMORY_MIB : 0) + (long) agents * AGENT_MEMORY_MIB;
    OptionalLong availableMib = availableMemoryMib(Path.of("/proc/meminfo"));
    if (availableMib.isPresent() && availableMib.getAsLong() < neededMib) {
      throw new Problem(
          "Too little memory: "
              + availableMib.getAsLong()
              + " MiB are available, "
              + neededMib
              + " MiB are needed.",
          "Close other programs, or start fewer agents: --agents N.");
    }
  }

  static OptionalLong availableMemoryMib(Path meminfo) {
    try {
      return Files.readAllLines(meminfo).stream()
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** Where a program is, looked for as a shell would, and in the directories for root's tools. */
  public static Optional<Path> program(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("") + ":/usr/sbin:/sbin";
    return Arrays.stream(path.split(":", -1))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Refuses when a program that cannot be done without is missing. */
  public static void requireProgram(String name, String debianPackage) {
    if (program(name).isEmpty()) {
      throw new Problem(
          name + " is missing on this machine.",
          "Install it: apt-get install " + debianPackage + ".");
    }
  }

  public static boolean isRoot() {
    return ProcessHandle.current().info().user().filter("root"::equals).isPresent();
  }
}
