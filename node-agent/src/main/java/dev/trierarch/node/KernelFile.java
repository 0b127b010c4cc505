package dev.trierarch.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Reads files that the kernel makes up. Files of /proc/sys are given whole in the first read or not
 * at all, and {@link Files#readString} reads a single byte first.
 */
public final class KernelFile {

  private KernelFile() {}

  /** The text, without white space around it. */
  public static String read(String file) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(Path.of(file))) {
      return reader.lines().collect(Collectors.joining("\n")).strip();
    }
  }
}
