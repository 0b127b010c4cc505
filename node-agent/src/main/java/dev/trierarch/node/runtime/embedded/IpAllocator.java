package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.Ipv4Range;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gives each sandbox an address of the node's range.
 *
 * <p>A given address is a file named after it that holds the sandbox's id; making a file that is
 * not there yet is what makes the gift unique. The search starts after the last one given, so that
 * a freed address is not used again at once.
 */
final class IpAllocator {
  private final Path directory;

  IpAllocator(Path directory) {
    this.directory = directory;
  }

  synchronized String allocate(String cidr, String sandboxId) {
    Ipv4Range range = Ipv4Range.parse(cidr);
    try {
      Files.createDirectories(directory);
      Path last = directory.resolve("last");
      long start = Files.exists(last) ? offsetOf(range, Files.readString(last).strip()) : 1;
      long usable = range.size() - 3;
      for (long step = 1; step <= usable; step++) {
        // 0 is the range itself, 1 the gateway, the last one the broadcast address.
        long offset = 2 + Math.floorMod(start - 2 + step, usable);
        String address = range.address(offset);
        if (take(address, sandboxId)) {
          Files.writeString(last, address);
          return address;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new RuntimeFailure(
        "CreatePodSandboxError",
        "no pod address is free in "
            + cidr
            + ": delete pods of this node or give the cluster larger node ranges");
  }

  private static long offsetOf(Ipv4Range range, String address) {
    return range.contains(address) ? range.offset(address) : 1;
  }

  private boolean take(String address, String sandboxId) throws IOException {
    try {
      Files.writeString(directory.resolve(address), sandboxId, StandardOpenOption.CREATE_NEW);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** Takes an address back, unless it was given to another sandbox since. */
  synchronized void release(String address, String sandboxId) {
    Path file = directory.resolve(address);
    try {
      if (Files.exists(file) && Files.readString(file).strip().equals(sandboxId)) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Frees addresses whose sandbox is none of these: a crash came between the two. */
  synchronized void keepOnly(Set<String> sandboxIds) {
    for (Path file : files()) {
      try {
        if (!sandboxIds.contains(Files.readString(file).strip())) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private List<Path> files() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> !f.getFileName().toString().equals("last")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
