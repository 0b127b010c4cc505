package dev.trierarch.node.kubelet;

import dev.trierarch.node.runtime.PodRuntime.Mount;
import dev.trierarch.node.volume.SetupFailure;
import dev.trierarch.node.volume.VolumeManager;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Works out what a container has mounted: its volumes, and the files that every container gets. */
final class ContainerMounts {
  private static final String HOSTS = "/etc/hosts";
  private static final String RESOLV_CONF = "/etc/resolv.conf";
  private static final String MESSAGE_FILE = "/dev/termination-log";

  private final Pod pod;
  private final Container container;
  private final VolumeManager volumes;
  private final Map<String, String> environment;

  ContainerMounts(
      Pod pod, Container container, VolumeManager volumes, Map<String, String> environment) {
    this.pod = pod;
    this.container = container;
    this.volumes = volumes;
    this.environment = environment;
  }

  List<Mount> all(Path hostsFile, Path resolverFile, Path messageFile) {
    List<Mount> mounts = new ArrayList<>();
    container.getVolumeMounts().forEach(mount -> mounts.add(mount(mount)));
    addUnlessTaken(mounts, hostsFile, HOSTS);
    addUnlessTaken(mounts, resolverFile, RESOLV_CONF);
    String messagePath = container.getTerminationMessagePath();
    addUnlessTaken(
        mounts,
        messageFile,
        messagePath == null || messagePath.isEmpty() ? MESSAGE_FILE : messagePath);
    return mounts;
  }

  private static void addUnlessTaken(List<Mount> mounts, Path file, String target) {
    if (mounts.stream().noneMatch(m -> m.containerPath().equals(target))) {
      mounts.add(new Mount(file.toAbsolutePath(), target, false));
    }
  }

  private Mount mount(VolumeMount mount) {
    Path volume = volumes.path(pod, mount.getName()).toAbsolutePath();
    String subPath = subPath(mount);
    boolean readOnly =
        Boolean.TRUE.equals(mount.getReadOnly()) || VolumeManager.isReadOnly(pod, mount.getName());
    Path source = subPath.isEmpty() ? volume : inside(volume, subPath, readOnly);
    return new Mount(source, mount.getMountPath(), readOnly);
  }

  private String subPath(VolumeMount mount) {
    if (mount.getSubPathExpr() != null && !mount.getSubPathExpr().isEmpty()) {
      return Expansion.expand(mount.getSubPathExpr(), environment);
    }
    return mount.getSubPath() == null ? "" : mount.getSubPath();
  }

  /** A path in a volume that stays in it, whatever links a container may have put there. */
  private Path inside(Path volume, String subPath, boolean readOnly) {
    try {
      Path wanted = volume.resolve(subPath).normalize();
      if (!wanted.startsWith(volume)) {
        throw leaves(subPath);
      }
      if (!Files.exists(wanted) && !readOnly) {
        Files.createDirectories(wanted);
      }
      Path real = wanted.toRealPath();
      if (!real.startsWith(volume.toRealPath())) {
        throw leaves(subPath);
      }
      return real;
    } catch (IOException e) {
      throw new SetupFailure(
          "CreateContainerConfigError",
          "failed to prepare subPath for volumeMount of container \"%s\": %s"
              .formatted(container.getName(), e),
          e);
    }
  }

  private static SetupFailure leaves(String subPath) {
    return new SetupFailure(
        "CreateContainerConfigError",
        "subPath \"%s\" leaves its volume; give a path inside it".formatted(subPath));
  }
}
