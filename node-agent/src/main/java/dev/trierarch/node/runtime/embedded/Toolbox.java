package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder with the few tools that must run inside a container before its own command does, along
 * with the C library they need: an image may hold no tools at all.
 *
 * <p>The folder is mounted read-only at {@link #INSIDE}. The copied loader is changed so that it
 * looks neither for {@code /etc/ld.so.preload} nor for {@code /etc/ld.so.cache}: inside a container
 * those are the container's, and the tools still have rights that the container must not get.
 */
final class Toolbox {
  static final String INSIDE = "/.trierarch/tools";
  private static final List<String> TOOLS = List.of("setpriv", "env", "umount");
  private static final Pattern LIBRARY = Pattern.compile("(?:(\\S+) => )?(/\\S+) \\(0x");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Map<String, String> LOADER_CHANGES =
      Map.of(
          "/etc/ld.so.preload", "/proc/0/no-preload",
          "/etc/ld.so.cache", "/proc/0/no-cache");

  private final Path directory;
  private final String loader;

  private Toolbox(Path directory, String loader) {
    this.directory = directory;
    this.loader = loader;
  }

  /** Gathers the tools into a folder under {@code parent}, or finds them gathered. */
  static Toolbox gather(Path parent) {
    try {
      Map<String, byte[]> files = new TreeMap<>();
      String loader = "";
      for (String tool : TOOLS) {
        Path path = Shell.find(tool).orElseThrow();
        files.put(tool, Files.readAllBytes(path));
        String found = addLibraries(path, files);
        loader = found.isEmpty() ? loader : found;
      }
      if (!loader.isEmpty()) {
        files.put(loader, changed(files.get(loader)));
      }
      return new Toolbox(written(files, parent), loader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder on the machine. */
  Path directory() {
    return directory;
  }

  /** How a tool is called inside a container. */
  List<String> command(String tool) {
    List<String> command = new ArrayList<>();
    if (!loader.isEmpty()) {
      command.addAll(List.of(INSIDE + "/" + loader, "--library-path", INSIDE));
    }
    command.add(INSIDE + "/" + tool);
    return command;
  }

  /** Adds what {@code ldd} names; answers the loader's file name, empty for a static program. */
  private static String addLibraries(Path tool, Map<String, byte[]> files) throws IOException {
    String loader = "";
    Shell.Result ldd = Shell.run(PATIENCE, List.of("ldd", tool.toString()), "");
    for (String line : ldd.output().split("\n", -1)) {
      Matcher library = LIBRARY.matcher(line);
      if (!library.find()) {
        continue;
      }
      Path file = Path.of(library.group(2));
      String name =
          library.group(1) == null
              ? file.getFileName().toString()
              : Path.of(library.group(1)).getFileName().toString();
      files.putIfAbsent(name, Files.readAllBytes(file));
      if (library.group(1) == null) {
        loader = name;
      }
    }
    return loader;
  }

  static byte[] changed(byte[] loader) {
    byte[] changed = loader.clone();
    LOADER_CHANGES.forEach(
        (from, to) -> {
          byte[] old = from.getBytes(StandardCharsets.US_ASCII);
          for (int at = indexOf(changed, old, 0); at >= 0; at = indexOf(changed, old, at + 1)) {
            System.arraycopy(to.getBytes(StandardCharsets.US_ASCII), 0, changed, at, old.length);
          }
        });
    return changed;
  }

  private static int indexOf(byte[] bytes, byte[] wanted, int from) {
    for (int at = from; at <= bytes.length - wanted.length; at++) {
      int same = 0;
      while (same < wanted.length && bytes[at + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return at;
      }
    }
    return -1;
  }

  private static Path written(Map<String, byte[]> files, Path parent) throws IOException {
    Path target = parent.resolve("tools-" + digest(files));
    if (Files.isDirectory(target)) {
      return target;
    }
    Files.createDirectories(parent);
    Path work = Files.createTempDirectory(parent, ".tools-");
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path copy = work.resolve(file.getKey());
      Files.write(copy, file.getValue());
      Files.setAttribute(copy, "unix:mode", 0755, LinkOption.NOFOLLOW_LINKS);
    }
    Files.setAttribute(work, "unix:mode", 0755, LinkOption.NOFOLLOW_LINKS);
    try {
      Files.move(work, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      FileTrees.delete(work);
      if (!Files.isDirectory(target)) {
        throw e;
      }
    }
    return target;
  }

  private static String digest(Map<String, byte[]> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      files.forEach(
          (name, content) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(content);
          });
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
