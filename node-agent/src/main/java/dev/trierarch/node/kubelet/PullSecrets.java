package dev.trierarch.node.kubelet;

import dev.trierarch.node.api.ApiFailure;
import dev.trierarch.node.api.Json;
import dev.trierarch.node.runtime.PodRuntime.RegistryCredentials;
import dev.trierarch.node.volume.ClusterObjects;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Finds the registry credentials for an image in a pod's pull secrets. */
final class PullSecrets {
  private static final Logger LOG = LoggerFactory.getLogger(PullSecrets.class);
  private static final String DOCKER_HUB = "docker.io";

  private final ClusterObjects objects;

  PullSecrets(ClusterObjects objects) {
    this.objects = objects;
  }

  Optional<RegistryCredentials> find(Pod pod, String image) {
    String registry = registry(image);
    for (LocalObjectReference reference : pod.getSpec().getImagePullSecrets()) {
      try {
        Optional<RegistryCredentials> found =
            objects
                .secret(Pods.namespace(pod), reference.getName())
                .flatMap(secret -> in(secret, registry));
        if (found.isPresent()) {
          return found;
        }
      } catch (ApiFailure | JacksonException | IllegalArgumentException e) {
        // The text of the problem could hold a part of the secret.
        LOG.warn(
            "Pull secret {} of {} cannot be used ({})",
            reference.getName(),
            Pods.fullName(pod),
            e.getClass().getSimpleName());
      }
    }
    return Optional.empty();
  }

  static String registry(String image) {
    int slash = image.indexOf('/');
    String first = slash < 0 ? "" : image.substring(0, slash);
    boolean isHost = first.contains(".") || first.contains(":") || first.equals("localhost");
    return isHost ? first : DOCKER_HUB;
  }

  private static Optional<RegistryCredentials> in(Secret secret, String registry) {
    Map<String, String> data = secret.getData() == null ? Map.of() : secret.getData();
    JsonNode registries =
        data.containsKey(".dockerconfigjson")
            ? tree(data.get(".dockerconfigjson")).path("auths")
            : tree(data.getOrDefault(".dockercfg", ""));
    for (Map.Entry<String, JsonNode> entry : registries.properties()) {
      if (host(entry.getKey()).equals(registry)) {
        return Optional.of(credentials(entry.getValue()));
      }
    }
    return Optional.empty();
  }

  private static JsonNode tree(String base64) {
    byte[] json = Base64.getMimeDecoder().decode(base64);
    return json.length == 0 ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(json);
  }

  private static String host(String key) {
    String bare = key.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
    return bare.equals("index.docker.io") || bare.equals("registry-1.docker.io")
        ? DOCKER_HUB
        : bare;
  }

  private static RegistryCredentials credentials(JsonNode entry) {
    String auth = entry.path("auth").asString("");
    if (auth.isEmpty()) {
      return new RegistryCredentials(
          entry.path("username").asString(""), entry.path("password").asString(""));
    }
    String decoded = new String(Base64.getMimeDecoder().decode(auth), StandardCharsets.UTF_8);
    String[] parts = decoded.split(":", 2);
    return new RegistryCredentials(parts[0], parts.length == 2 ? parts[1] : "");
  }
}
