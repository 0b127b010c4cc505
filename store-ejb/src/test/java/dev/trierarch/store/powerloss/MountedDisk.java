package dev.trierarch.store.powerloss;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import jnr.ffi.Pointer;
import ru.serce.jnrfuse.ErrorCodes;
import ru.serce.jnrfuse.FuseFillDir;
import ru.serce.jnrfuse.FuseStubFS;
import ru.serce.jnrfuse.struct.FileStat;
import ru.serce.jnrfuse.struct.FuseFileInfo;
import ru.serce.jnrfuse.struct.Timespec;

/**
 * A file system (FUSE) in this process's memory that knows what was synced.
 *
 * <p>One thread serves it, and it touches no file: so the process that mounts it may read and write
 * it too. But it must not map its files, as SQLite does: a thread that waits for a mapped page
 * holds up what the serving thread needs to bring it.
 */
final class MountedDisk extends FuseStubFS {

  private static final long MOUNT_SECONDS_MAX = 20;
  private static final int DIRECTORY_MODE = FileStat.S_IFDIR | 0777;
  private static final int FILE_MODE = FileStat.S_IFREG | 0666;

  private final UnsyncedDirectory root;
  private final Path place;
  private CompletableFuture<Void> serving;

  private MountedDisk(UnsyncedDirectory root, Path place) {
    this.root = root;
    this.place = place;
  }

  /** Mounts a disk on an empty directory. */
  static MountedDisk mount(UnsyncedDirectory root, Path place) throws Exception {
    if (!Files.exists(Path.of("/dev/fuse"))) {
      throw new IOException("/dev/fuse is missing: this test needs a kernel with FUSE, and root");
    }
    MountedDisk disk = new MountedDisk(root, place);
    String[] options = {"-s", "-o", "big_writes"};
    disk.serving =
        CompletableFuture.runAsync(
            () -> disk.mount(place, true, false, options),
            work -> new Thread(work, "disk at " + place).start());
    await("mounted", () -> disk.serving.isCompletedExceptionally() || disk.isMounted());
    if (!disk.isMounted()) {
      disk.serving.join(); // throws what was wrong
    }
    return disk;
  }

  private boolean isMounted() {
    try {
      return Files.readString(Path.of("/proc/mounts")).contains(" " + place + " ");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOUNT_SECONDS_MAX);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("not " + what + " after " + MOUNT_SECONDS_MAX + " s");
      }
      Thread.onSpinWait();
    }
  }

  /** Unmounts it; what is in it stays with its root. */
  void unmount() throws Exception {
    int exit = new ProcessBuilder("umount", place.toString()).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException("umount " + place + " failed");
    }
    serving.get(MOUNT_SECONDS_MAX, TimeUnit.SECONDS);
  }

  private Object entry(String path) {
    return path.equals("/") ? root : directoryOf(path).entries().get(name(path));
  }

  private UnsyncedFile file(String path) {
    return (UnsyncedFile) entry(path);
  }

  private UnsyncedDirectory directoryOf(String path) {
    int end = path.lastIndexOf('/');
    return (UnsyncedDirectory) entry(end == 0 ? "/" : path.substring(0, end));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public int getattr(String path, FileStat stat) {
    Object entry = entry(path);
    if (entry == null) {
      return -ErrorCodes.ENOENT();
    }
    stat.st_mode.set(entry instanceof UnsyncedDirectory ? DIRECTORY_MODE : FILE_MODE);
    stat.st_nlink.set(1);
    stat.st_size.set(entry instanceof UnsyncedFile file ? file.size() : 0);
    return 0;
  }

  @Override
  public int readdir(
      String path, Pointer buffer, FuseFillDir filler, long offset, FuseFileInfo info) {
    Map<String, Object> entries = ((UnsyncedDirectory) entry(path)).entries();
    filler.apply(buffer, ".", null, 0);
    filler.apply(buffer, "..", null, 0);
    entries.keySet().forEach(name -> filler.apply(buffer, name, null, 0));
    return 0;
  }

  @Override
  public int mkdir(String path, long mode) {
    directoryOf(path).put(name(path), new UnsyncedDirectory());
    return 0;
  }

  @Override
  public int create(String path, long mode, FuseFileInfo info) {
    directoryOf(path).put(name(path), new UnsyncedFile());
    return 0;
  }

  @Override
  public int unlink(String path) {
    directoryOf(path).remove(name(path));
    return 0;
  }

  @Override
  public int rmdir(String path) {
    return unlink(path);
  }

  @Override
  public int rename(String from, String to) {
    if (directoryOf(from) != directoryOf(to)) {
      return -ErrorCodes.EXDEV();
    }
    directoryOf(from).rename(name(from), name(to));
    return 0;
  }

  @Override
  public int open(String path, FuseFileInfo info) {
    return 0;
  }

  @Override
  public int read(String path, Pointer buffer, long count, long offset, FuseFileInfo info) {
    byte[] bytes = file(path).read(Math.toIntExact(offset), Math.toIntExact(count));
    buffer.put(0, bytes, 0, bytes.length);
    return bytes.length;
  }

  @Override
  public int write(String path, Pointer buffer, long count, long offset, FuseFileInfo info) {
    byte[] bytes = new byte[Math.toIntExact(count)];
    buffer.get(0, bytes, 0, bytes.length);
    file(path).write(Math.toIntExact(offset), bytes);
    return bytes.length;
  }

  @Override
  public int truncate(String path, long size) {
    file(path).truncate(Math.toIntExact(size));
    return 0;
  }

  @Override
  public int fsync(String path, int dataOnly, FuseFileInfo info) {
    file(path).sync();
    return 0;
  }

  @Override
  public int fsyncdir(String path, FuseFileInfo info) {
    ((UnsyncedDirectory) entry(path)).sync();
    return 0;
  }

  @Override
  public int chmod(String path, long mode) {
    return 0;
  }

  @Override
  public int chown(String path, long user, long group) {
    return 0;
  }

  @Override
  public int utimens(String path, Timespec[] times) {
    return 0;
  }
}
