package dev.trierarch.store.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of a few megabytes that a test can fill up. */
final class SmallDisk implements AutoCloseable {

  private static final int KEPT_FREE_STEP_BYTES = 4096;

  private final Path directory;
  private final Path filler;

  private SmallDisk(Path directory) {
    this.directory = directory;
    filler = directory.resolve("filler");
  }

  /**
   * Mounts one, which only root may do.
   *
   * @param owner the user that it belongs to
   */
  static SmallDisk mount(Path directory, int megabytes, String owner) throws IOException {
    Files.createDirectories(directory);
    String options = "size=" + megabytes + "m,uid=" + output("id", "-u", owner);
    output("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString());
    return new SmallDisk(directory);
  }

  Path directory() {
    return directory;
  }

  /** Leaves so many bytes free, to a page. */
  void fillUpTo(long freeBytes) throws IOException {
    long left = Files.getFileStore(directory).getUsableSpace() - freeBytes;
    Files.write(
        filler, new byte[(int) Math.max(0, left / KEPT_FREE_STEP_BYTES * KEPT_FREE_STEP_BYTES)]);
  }

  void makeSpace() throws IOException {
    Files.delete(filler);
  }

  private static String output(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(List.of(command) + " failed: " + said);
    }
    return said;
  }

  @Override
  public void close() throws IOException {
    output("umount", directory.toString());
  }
}
