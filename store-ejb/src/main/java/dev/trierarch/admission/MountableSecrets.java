package dev.trierarch.admission;

import dev.trierarch.registry.Trees;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Keeps pods to the secrets that their service account lists, if the account asks for it by an
 * annotation. Pure.
 */
final class MountableSecrets {

  private static final String ANNOTATION = "kubernetes.io/enforce-mountable-secrets";

  /** What upstream takes for true. */
  private static final Set<String> TRUE = Set.of("1", "t", "true");

  private final String account;
  private final Set<String> secrets = new HashSet<>();
  private final Set<String> pullSecrets = new HashSet<>();

  private MountableSecrets(ServiceAccount account) {
    this.account = account.getMetadata().getName();
    account.getSecrets().forEach(secret -> secrets.add(secret.getName()));
    account.getImagePullSecrets().forEach(secret -> pullSecrets.add(secret.getName()));
  }

  /** Empty when the account does not ask for it. */
  static Optional<MountableSecrets> of(ServiceAccount account) {
    return Optional.ofNullable(account.getMetadata())
        .map(metadata -> metadata.getAnnotations().get(ANNOTATION))
        .filter(asked -> TRUE.contains(asked.toLowerCase(Locale.ROOT)))
        .map(asked -> new MountableSecrets(account));
  }

  /** What is wrong with a new pod; empty when nothing is. */
  Optional<String> problemOf(JsonNode spec) {
    return volumes(spec)
        .or(() -> variables(spec, "initContainers", "init container"))
        .or(() -> variables(spec, "containers", "container"))
        .or(() -> pulls(spec));
  }

  /** What is wrong with the ephemeral containers of a pod. */
  Optional<String> problemOfEphemeral(JsonNode spec) {
    return variables(spec, "ephemeralContainers", "ephemeral container");
  }

  private Optional<String> volumes(JsonNode spec) {
    return spec.path("volumes")
        .valueStream()
        .filter(volume -> volume.has("secret"))
        .map(volume -> Trees.text(volume, "secret", "secretName"))
        .filter(secret -> !secrets.contains(secret))
        .map(secret -> "volume with " + notAllowed(secret))
        .findFirst();
  }

  private Optional<String> variables(JsonNode spec, String list, String what) {
    for (JsonNode container : spec.path(list)) {
      for (JsonNode variable : container.path("env")) {
        JsonNode key = Trees.at(variable, "valueFrom", "secretKeyRef");
        String secret = Trees.text(key, "name");
        if (key.isObject() && !secrets.contains(secret)) {
          return Optional.of(
              "%s %s with envVar %s referencing %s"
                  .formatted(
                      what,
                      Trees.text(container, "name"),
                      Trees.text(variable, "name"),
                      notAllowed(secret)));
        }
      }
    }
    return Optional.empty();
  }

  private String notAllowed(String secret) {
    return "secret.secretName=\"%s\" is not allowed because service account %s does not reference that secret"
        .formatted(secret, account);
  }

  private Optional<String> pulls(JsonNode spec) {
    List<JsonNode> pulls = spec.path("imagePullSecrets").valueStream().toList();
    for (int i = 0; i < pulls.size(); i++) {
      String name = Trees.text(pulls.get(i), "name");
      if (!pullSecrets.contains(name)) {
        return Optional.of(
            "imagePullSecrets[%d].name=\"%s\" is not allowed because service account %s does not reference that imagePullSecret"
                .formatted(i, name, account));
      }
    }
    return Optional.empty();
  }
}
