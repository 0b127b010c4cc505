package dev.trierarch.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Reads and switches files that the kernel makes up. Files of /proc/sys are given whole in the
 * first read or not at all, and {@link Files#readString} reads a single byte first.
 */
public final class KernelFile {

  private KernelFile() {}

  /** The text, without white space around it. */
  public static String read(String file) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(Path.of(file))) {
      return reader.lines().collect(Collectors.joining("\n")).strip();
    }
  }

  /** Writes 1 where it is not 1 yet: a setting that is on already may be read-only here. */
  public static void switchOn(String file) throws IOException {
    if (!read(file).equals("1")) {
      Files.writeString(Path.of(file), "1");
    }
  }

  /** Lets the machine pass on packets between its pods, and between them and the network. */
  public static void switchForwardingOn() throws IOException {
    switchOn("/proc/sys/net/ipv4/ip_forward");
  }
}
