package dev.trierarch.node.volume;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Optional;

/** What pods name besides themselves: configuration, secrets, tokens. */
public interface ClusterObjects {
  Optional<ConfigMap> configMap(String namespace, String name);

  Optional<Secret> secret(String namespace, String name);

  /**
   * A token by which the pod speaks as its service account.
   *
   * @param audience empty takes the API server's
   */
  String serviceAccountToken(Pod pod, String audience, long expirationSeconds);
}
