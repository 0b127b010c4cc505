package dev.trierarch.node.volume;

import dev.trierarch.node.FileTrees;
import dev.trierarch.node.api.ApiFailure;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Lays out pods' volumes under {@code pods/UID/volumes} and keeps those that show objects true. */
public final class VolumeManager {
  private final Path podsDirectory;
  private final ClusterObjects objects;
  private final Function<Pod, DownwardFields> fields;
  private final EmptyDirs emptyDirs = new EmptyDirs();

  /**
   * @param fields of a pod, as volumes may show them
   */
  public VolumeManager(
      Path podsDirectory, ClusterObjects objects, Function<Pod, DownwardFields> fields) {
    this.podsDirectory = podsDirectory;
    this.objects = objects;
    this.fields = fields;
  }

  public Path podDirectory(String podUid) {
    return podsDirectory.resolve(podUid);
  }

  /**
   * @throws SetupFailure naming the volume and what it lacks
   */
  public void prepare(Pod pod) {
    for (Volume volume : pod.getSpec().getVolumes()) {
      try {
        prepare(pod, volume);
      } catch (SetupFailure | ApiFailure failure) {
        throw failure(volume, failure.getMessage(), failure);
      } catch (IOException e) {
        throw failure(volume, String.valueOf(e), e);
      }
    }
  }

  private static SetupFailure failure(Volume volume, String message, Exception cause) {
    return new SetupFailure(
        "FailedMount",
        "MountVolume.SetUp failed for volume \"%s\" : %s".formatted(volume.getName(), message),
        cause);
  }

  private void prepare(Pod pod, Volume volume) throws IOException {
    if (volume.getHostPath() != null) {
      HostPaths.check(volume.getHostPath());
      return;
    }
    Path directory = directory(pod, volume);
    if (volume.getEmptyDir() != null) {
      emptyDirs.make(directory, volume.getEmptyDir(), fsGroup(pod));
      return;
    }
    new AtomicDirectory(directory).write(files(pod, volume));
  }

  private Map<String, FileContent> files(Pod pod, Volume volume) {
    Projection projection = new Projection(pod, objects, fields.apply(pod));
    if (volume.getConfigMap() != null) {
      return projection.configMap(volume.getConfigMap());
    }
    if (volume.getSecret() != null) {
      return projection.secret(volume.getSecret());
    }
    if (volume.getProjected() != null) {
      return projection.projected(volume.getProjected());
    }
    if (volume.getDownwardAPI() != null) {
      return projection.downward(
          volume.getDownwardAPI().getItems(), volume.getDownwardAPI().getDefaultMode());
    }
    throw new SetupFailure(
        "FailedMount",
        "this node has emptyDir, hostPath, configMap, secret, downwardAPI and projected volumes"
            + " only; use one of them");
  }

  private static Optional<Long> fsGroup(Pod pod) {
    return Optional.ofNullable(pod.getSpec().getSecurityContext()).map(s -> s.getFsGroup());
  }

  /** Where the volume's files are on this machine. */
  public Path path(Pod pod, String volumeName) {
    Volume volume =
        pod.getSpec().getVolumes().stream()
            .filter(v -> v.getName().equals(volumeName))
            .findFirst()
            .orElseThrow(
                () ->
                    new SetupFailure(
                        "CreateContainerConfigError",
                        "volume \"%s\" not found in the pod".formatted(volumeName)));
    return volume.getHostPath() != null
        ? Path.of(volume.getHostPath().getPath())
        : directory(pod, volume);
  }

  /** Whether containers may only read the volume whatever their mounts say. */
  public static boolean isReadOnly(Pod pod, String volumeName) {
    return pod.getSpec().getVolumes().stream()
        .filter(v -> v.getName().equals(volumeName))
        .anyMatch(v -> v.getHostPath() == null && v.getEmptyDir() == null);
  }

  private Path directory(Pod pod, Volume volume) {
    return podDirectory(pod.getMetadata().getUid())
        .resolve("volumes")
        .resolve(plugin(volume))
        .resolve(volume.getName());
  }

  private static String plugin(Volume volume) {
    if (volume.getEmptyDir() != null) {
      return "kubernetes.io~empty-dir";
    }
    if (volume.getConfigMap() != null) {
      return "kubernetes.io~configmap";
    }
    if (volume.getSecret() != null) {
      return "kubernetes.io~secret";
    }
    return volume.getDownwardAPI() != null
        ? "kubernetes.io~downward-api"
        : "kubernetes.io~projected";
  }

  /** Removes the pod's directory with everything in it. */
  public void remove(String podUid) throws IOException {
    Path directory = podDirectory(podUid);
    if (Files.isDirectory(directory)) {
      emptyDirs.unmountBelow(directory);
      FileTrees.delete(directory);
    }
  }
}
