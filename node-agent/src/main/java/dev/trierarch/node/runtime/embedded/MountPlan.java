package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.image.ImageException;
import dev.trierarch.node.image.ScopedPaths;
import dev.trierarch.node.runtime.PodRuntime.Mount;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a pod's mounts go in a container's file tree, links of the image followed inside the image,
 * and what must be made first to mount them on.
 *
 * <p>Example: {@code /var/run/secrets} in an image with {@code var/run -> /run} is mounted on
 * {@code /run/secrets}; the folder is made when the image has none.
 */
final class MountPlan {
  private static final List<String> OURS = List.of("/proc", "/sys", "/.trierarch");

  private final Path rootfs;
  private final List<Placed> placed = new ArrayList<>();
  private final Set<String> folders = new TreeSet<>();
  private final Set<String> files = new TreeSet<>();

  /** A mount at its true place in the container. */
  record Placed(Path source, String target, boolean readOnly) {}

  private MountPlan(Path rootfs) {
    this.rootfs = rootfs;
  }

  static MountPlan of(Path rootfs, List<Mount> mounts, String workingDirectory) {
    MountPlan plan = new MountPlan(rootfs);
    for (String own : List.of("proc", "sys", "dev")) {
      Path path = rootfs.resolve(own);
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        throw failure("/" + own + " of the image is not a folder, so nothing can be mounted on it");
      }
    }
    mounts.stream()
        .sorted(Comparator.comparingInt((Mount m) -> Path.of(m.containerPath()).getNameCount()))
        .forEach(plan::place);
    plan.needFolder(plan.resolve(workingDirectory));
    return plan;
  }

  private void place(Mount mount) {
    if (!Files.exists(mount.hostPath())) {
      throw failure(
          mount.containerPath()
              + " cannot be mounted: there is no "
              + mount.hostPath()
              + " on the node");
    }
    String target = resolve(mount.containerPath());
    if (target.equals("/") || OURS.stream().anyMatch(o -> (target + "/").startsWith(o + "/"))) {
      throw failure(
          "nothing can be mounted at " + mount.containerPath() + ": choose another mountPath");
    }
    boolean folder = Files.isDirectory(mount.hostPath());
    if (folder) {
      needFolder(target);
    } else {
      needFile(target);
    }
    placed.add(new Placed(mount.hostPath(), target, mount.readOnly()));
  }

  List<Placed> placed() {
    return placed;
  }

  /** Folders to make in the container's own tree, parents first. */
  List<String> folders() {
    return List.copyOf(folders);
  }

  /** Empty files to make in the container's own tree. */
  List<String> files() {
    return List.copyOf(files);
  }

  /** The container's path with all links followed. */
  String resolve(String containerPath) {
    try {
      return ScopedPaths.resolve(containerPath, this::onMachine, true);
    } catch (ImageException e) {
      throw failure(e.getMessage());
    }
  }

  /** Where a path of the container lies on the machine, before the container runs. */
  Path onMachine(String path) {
    for (int i = placed.size() - 1; i >= 0; i--) {
      Placed mount = placed.get(i);
      if (path.equals(mount.target())) {
        return mount.source();
      }
      if (path.startsWith(mount.target() + "/")) {
        return mount.source().resolve(path.substring(mount.target().length() + 1));
      }
    }
    return rootfs.resolve(path.substring(1));
  }

  private boolean insideMount(String path) {
    return placed.stream().anyMatch(m -> path.startsWith(m.target() + "/"));
  }

  private void needFolder(String path) {
    if (insideMount(path)) {
      makeOnMachine(onMachine(path), true);
    } else if (!Files.isDirectory(onMachine(path), LinkOption.NOFOLLOW_LINKS)) {
      folders.add(path);
    }
  }

  private void needFile(String path) {
    if (insideMount(path)) {
      makeOnMachine(onMachine(path), false);
    } else if (!Files.exists(onMachine(path), LinkOption.NOFOLLOW_LINKS)) {
      needFolder(Path.of(path).getParent().toString());
      files.add(path);
    }
  }

  /** A mount on a volume needs its folder or file in that volume, as with every runtime. */
  private static void makeOnMachine(Path path, boolean folder) {
    try {
      if (folder) {
        Files.createDirectories(path);
      } else if (!Files.exists(path)) {
        Files.createDirectories(path.getParent());
        Files.createFile(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + path + " to mount on", e);
    }
  }

  private static RuntimeFailure failure(String message) {
    return new RuntimeFailure("CreateContainerError", message);
  }
}
