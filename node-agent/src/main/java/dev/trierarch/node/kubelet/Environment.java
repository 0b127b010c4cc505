package dev.trierarch.node.kubelet;

import dev.trierarch.node.volume.ClusterObjects;
import dev.trierarch.node.volume.DownwardFields;
import dev.trierarch.node.volume.SetupFailure;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Works out the environment of a container, in upstream's order: links, envFrom, env. */
final class Environment {
  private static final String REASON = "CreateContainerConfigError";

  private final Pod pod;
  private final Container container;
  private final ClusterObjects objects;
  private final DownwardFields fields;
  private final Map<String, String> variables = new LinkedHashMap<>();

  Environment(Pod pod, Container container, ClusterObjects objects, DownwardFields fields) {
    this.pod = pod;
    this.container = container;
    this.objects = objects;
    this.fields = fields;
  }

  /**
   * @throws SetupFailure when a reference leads nowhere
   */
  Map<String, String> variables(Map<String, String> serviceLinks) {
    variables.putAll(serviceLinks);
    container.getEnvFrom().forEach(this::addAll);
    for (EnvVar variable : container.getEnv()) {
      Optional<String> value =
          variable.getValueFrom() == null
              ? Optional.of(plain(variable))
              : from(variable.getValueFrom());
      value.ifPresent(v -> variables.put(variable.getName(), v));
    }
    return variables;
  }

  private String plain(EnvVar variable) {
    return variable.getValue() == null ? "" : Expansion.expand(variable.getValue(), variables);
  }

  private void addAll(EnvFromSource source) {
    String prefix = source.getPrefix() == null ? "" : source.getPrefix();
    if (source.getConfigMapRef() != null) {
      boolean optional = Boolean.TRUE.equals(source.getConfigMapRef().getOptional());
      configMap(source.getConfigMapRef().getName(), optional)
          .map(ConfigMap::getData)
          .ifPresent(data -> data.forEach((k, v) -> variables.put(prefix + k, v)));
    }
    if (source.getSecretRef() != null) {
      boolean optional = Boolean.TRUE.equals(source.getSecretRef().getOptional());
      secret(source.getSecretRef().getName(), optional)
          .map(Secret::getData)
          .ifPresent(data -> data.forEach((k, v) -> variables.put(prefix + k, decoded(v))));
    }
  }

  private Optional<String> from(EnvVarSource source) {
    if (source.getFieldRef() != null) {
      return Optional.of(fields.field(source.getFieldRef().getFieldPath()));
    }
    if (source.getResourceFieldRef() != null) {
      return Optional.of(fields.resource(source.getResourceFieldRef(), container));
    }
    if (source.getConfigMapKeyRef() != null) {
      return fromConfigMap(source.getConfigMapKeyRef());
    }
    if (source.getSecretKeyRef() != null) {
      return fromSecret(source.getSecretKeyRef());
    }
    throw new SetupFailure(REASON, "an env entry has a valueFrom that this node does not know");
  }

  private Optional<String> fromConfigMap(ConfigMapKeySelector selector) {
    boolean optional = Boolean.TRUE.equals(selector.getOptional());
    Optional<ConfigMap> found = configMap(selector.getName(), optional);
    Optional<String> value = found.map(ConfigMap::getData).map(d -> d.get(selector.getKey()));
    if (found.isPresent() && value.isEmpty() && !optional) {
      throw new SetupFailure(
          REASON,
          "couldn't find key %s in ConfigMap %s/%s"
              .formatted(selector.getKey(), Pods.namespace(pod), selector.getName()));
    }
    return value;
  }

  private Optional<String> fromSecret(SecretKeySelector selector) {
    boolean optional = Boolean.TRUE.equals(selector.getOptional());
    Optional<Secret> found = secret(selector.getName(), optional);
    Optional<String> value = found.map(Secret::getData).map(d -> d.get(selector.getKey()));
    if (found.isPresent() && value.isEmpty() && !optional) {
      throw new SetupFailure(
          REASON,
          "couldn't find key %s in Secret %s/%s"
              .formatted(selector.getKey(), Pods.namespace(pod), selector.getName()));
    }
    return value.map(Environment::decoded);
  }

  private Optional<ConfigMap> configMap(String name, boolean optional) {
    Optional<ConfigMap> found = objects.configMap(Pods.namespace(pod), name);
    if (found.isEmpty() && !optional) {
      throw new SetupFailure(REASON, "configmap \"%s\" not found".formatted(name));
    }
    return found;
  }

  private Optional<Secret> secret(String name, boolean optional) {
    Optional<Secret> found = objects.secret(Pods.namespace(pod), name);
    if (found.isEmpty() && !optional) {
      throw new SetupFailure(REASON, "secret \"%s\" not found".formatted(name));
    }
    return found;
  }

  private static String decoded(String base64) {
    return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
