package dev.trierarch.store.powerloss;

import java.nio.file.Path;
import java.util.Random;

/** A disk that loses what was not synced when its power is cut. */
public final class UnsyncedDisk {

  private final Path mountPoint;
  private final Random random;
  private final UnsyncedDirectory root = new UnsyncedDirectory();
  private MountedDisk mounted;

  private UnsyncedDisk(Path mountPoint, Random random) {
    this.mountPoint = mountPoint;
    this.random = random;
  }

  /** An empty one, on an empty directory. */
  public static UnsyncedDisk at(Path mountPoint, Random random) throws Exception {
    UnsyncedDisk disk = new UnsyncedDisk(mountPoint, random);
    disk.mounted = MountedDisk.mount(disk.root, mountPoint);
    return disk;
  }

  /**
   * Cuts the power, and the disk is there again: no process has a file open on it.
   *
   * @param kept the share of what was not synced that is kept by chance, 0 to lose all
   */
  public void losePower(double kept) throws Exception {
    mounted.unmount(); // the kernel forgets what it had read of it
    root.losePower(random, kept);
    mounted = MountedDisk.mount(root, mountPoint);
  }

  public void unmount() throws Exception {
    mounted.unmount();
  }
}
