package dev.trierarch.node.runtime.cri;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control group that holds all of a pod, named so that several nodes may share a machine; the
 * runtime makes it and leaves it behind.
 */
final class PodGroups {
  private static final Logger LOG = LoggerFactory.getLogger(PodGroups.class);
  private static final Path MOUNTS = Path.of("/sys/fs/cgroup");

  private final String nodeName;
  private final boolean systemd;

  /**
   * @param systemd whether the runtime has systemd make groups, which names them its own way
   */
  PodGroups(String nodeName, boolean systemd) {
    this.nodeName = nodeName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "_");
    this.systemd = systemd;
  }

  /** What the sandbox's configuration says. */
  String parent(String podUid) {
    return systemd
        ? "kubepods-pod" + podUid.replace('-', '_') + ".slice"
        : "/kubepods-" + nodeName + "/pod" + podUid;
  }

  /** Removes a pod's group when its last sandbox is gone. */
  void remove(String podUid) {
    if (systemd) {
      return;
    }
    String group = parent(podUid).substring(1);
    for (Path mount : mounts()) {
      removeTree(mount.resolve(group));
    }
  }

  private static List<Path> mounts() {
    List<Path> mounts = new ArrayList<>(List.of(MOUNTS));
    try (Stream<Path> controllers = Files.list(MOUNTS)) {
      controllers.filter(Files::isDirectory).forEach(mounts::add);
    } catch (IOException e) {
      LOG.debug("There are no control groups here: {}", e.toString());
    }
    return mounts;
  }

  private static void removeTree(Path group) {
    if (!Files.isDirectory(group)) {
      return;
    }
    try (Stream<Path> children = Files.list(group)) {
      children.filter(Files::isDirectory).forEach(PodGroups::removeTree);
      Files.delete(group);
    } catch (IOException e) {
      LOG.debug("Control group {} stays: {}", group, e.toString());
    }
  }
}
