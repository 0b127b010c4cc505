package dev.trierarch.client.model;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The names of the objects that a pod refers to, all in its own namespace: pure. */
public final class PodReferences {

  private PodReferences() {}

  public static String serviceAccount(Pod pod) {
    String name = pod.getSpec().getServiceAccountName();
    return name == null ? "" : name;
  }

  /** Those that its volumes name, and those that are made for its ephemeral volumes. */
  public static Set<String> claims(Pod pod) {
    Set<String> names = namedClaims(pod);
    names.addAll(ephemeralClaims(pod));
    return names;
  }

  public static Set<String> namedClaims(Pod pod) {
    Set<String> names = new HashSet<>();
    for (Volume volume : list(pod.getSpec().getVolumes())) {
      add(names, volume.getPersistentVolumeClaim(), claim -> claim.getClaimName());
    }
    return names;
  }

  public static Set<String> ephemeralClaims(Pod pod) {
    Set<String> names = new HashSet<>();
    for (Volume volume : list(pod.getSpec().getVolumes())) {
      add(
          names,
          volume.getEphemeral(),
          any -> pod.getMetadata().getName() + "-" + volume.getName());
    }
    return names;
  }

  public static Set<String> secrets(Pod pod) {
    Set<String> names = new HashSet<>();
    for (LocalObjectReference pull : list(pod.getSpec().getImagePullSecrets())) {
      names.add(pull.getName());
    }
    for (Volume volume : list(pod.getSpec().getVolumes())) {
      add(names, volume.getSecret(), secret -> secret.getSecretName());
      add(names, reference(volume), LocalObjectReference::getName);
    }
    for (VolumeProjection source : projections(pod)) {
      add(names, source.getSecret(), secret -> secret.getName());
    }
    for (EnvVar variable : variables(pod)) {
      add(names, variable.getValueFrom().getSecretKeyRef(), key -> key.getName());
    }
    for (EnvFromSource source : environments(pod)) {
      add(names, source.getSecretRef(), secret -> secret.getName());
    }
    return names;
  }

  public static Set<String> configMaps(Pod pod) {
    Set<String> names = new HashSet<>();
    for (Volume volume : list(pod.getSpec().getVolumes())) {
      add(names, volume.getConfigMap(), map -> map.getName());
    }
    for (VolumeProjection source : projections(pod)) {
      add(names, source.getConfigMap(), map -> map.getName());
    }
    for (EnvVar variable : variables(pod)) {
      add(names, variable.getValueFrom().getConfigMapKeyRef(), key -> key.getName());
    }
    for (EnvFromSource source : environments(pod)) {
      add(names, source.getConfigMapRef(), map -> map.getName());
    }
    return names;
  }

  /** Whether a volume's driver is given this secret to publish it on a node. */
  public static boolean names(PersistentVolume volume, String secret) {
    var driver = volume.getSpec().getCsi();
    return driver != null
        && driver.getNodePublishSecretRef() != null
        && secret.equals(driver.getNodePublishSecretRef().getName());
  }

  /** The sources of its projected volumes. */
  public static List<VolumeProjection> projections(Pod pod) {
    return list(pod.getSpec().getVolumes()).stream()
        .map(Volume::getProjected)
        .filter(Objects::nonNull)
        .flatMap(projected -> list(projected.getSources()).stream())
        .toList();
  }

  private static LocalObjectReference reference(Volume volume) {
    return volume.getCsi() == null ? null : volume.getCsi().getNodePublishSecretRef();
  }

  private static List<EnvVar> variables(Pod pod) {
    return Stream.concat(
            containers(pod).map(Container::getEnv),
            ephemeralContainers(pod).map(EphemeralContainer::getEnv))
        .flatMap(env -> list(env).stream())
        .filter(variable -> variable.getValueFrom() != null)
        .toList();
  }

  private static List<EnvFromSource> environments(Pod pod) {
    return Stream.concat(
            containers(pod).map(Container::getEnvFrom),
            ephemeralContainers(pod).map(EphemeralContainer::getEnvFrom))
        .flatMap(sources -> list(sources).stream())
        .toList();
  }

  private static Stream<Container> containers(Pod pod) {
    return Stream.of(pod.getSpec().getInitContainers(), pod.getSpec().getContainers())
        .flatMap(containers -> list(containers).stream());
  }

  private static Stream<EphemeralContainer> ephemeralContainers(Pod pod) {
    return list(pod.getSpec().getEphemeralContainers()).stream();
  }

  private static <T> void add(Collection<String> names, T from, Function<T, String> name) {
    if (from != null && name.apply(from) != null) {
      names.add(name.apply(from));
    }
  }

  private static <T> List<T> list(List<T> list) {
    return list == null ? List.of() : list;
  }
}
