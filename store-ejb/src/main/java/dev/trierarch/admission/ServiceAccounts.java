package dev.trierarch.admission;

import dev.trierarch.client.model.PodReferences;
import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.ApiException;
import dev.trierarch.registry.Trees;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives every pod a service account, a token of it, and its image pull secrets. Pods that a node
 * only shows get nothing, and may name nothing of the kind.
 */
final class ServiceAccounts implements AdmissionPlugin {

  private static final String DEFAULT = "default";
  private static final ServiceAccount NOT_YET_MADE = new ServiceAccount();

  private final TokenVolume tokenVolume;

  ServiceAccounts(TokenVolume tokenVolume) {
    this.tokenVolume = tokenVolume;
  }

  @Override
  public void mutate(AdmissionRequest request) {
    if (isNewPod(request) && !MirrorPods.isMirror(request.object())) {
      complete(request, Trees.child(request.object(), "spec"));
    }
  }

  @Override
  public void validate(AdmissionRequest request) {
    JsonNode spec = request.object().path("spec");
    if (request.isFor("pods", "ephemeralcontainers")) {
      MountableSecrets.of(account(request, spec))
          .flatMap(secrets -> secrets.problemOfEphemeral(spec))
          .ifPresent(problem -> refuse(request, problem));
    } else if (isNewPod(request) && MirrorPods.isMirror(request.object())) {
      checkMirror(request, spec);
    } else if (isNewPod(request)) {
      MountableSecrets.of(account(request, spec))
          .flatMap(secrets -> secrets.problemOf(spec))
          .ifPresent(problem -> refuse(request, problem));
    }
  }

  private static boolean isNewPod(AdmissionRequest request) {
    return request.isFor("pods") && request.operation() == Operation.CREATE;
  }

  private void complete(AdmissionRequest request, ObjectNode spec) {
    String name = Trees.text(spec, "serviceAccountName");
    if (name.isEmpty()) {
      name = DEFAULT;
    }
    spec.put("serviceAccountName", name);
    spec.put("serviceAccount", name);
    ServiceAccount account = account(request, spec);
    if (wantsToken(spec, account)) {
      tokenVolume.addTo(spec);
    }
    if (!spec.has("imagePullSecrets") && !account.getImagePullSecrets().isEmpty()) {
      ArrayNode secrets = spec.putArray("imagePullSecrets");
      account.getImagePullSecrets().forEach(s -> secrets.addObject().put("name", s.getName()));
    }
  }

  /** The pod's word counts before the account's. */
  private static boolean wantsToken(JsonNode spec, ServiceAccount account) {
    boolean otherwise = !Boolean.FALSE.equals(account.getAutomountServiceAccountToken());
    return spec.path("automountServiceAccountToken").asBoolean(otherwise);
  }

  /** The pod's account; an empty one instead of the default one while nobody has made it. */
  private static ServiceAccount account(AdmissionRequest request, JsonNode spec) {
    String name = Trees.text(spec, "serviceAccountName");
    Optional<ServiceAccount> account =
        request
            .image()
            .get(new ObjectKey("serviceaccounts", request.namespace(), name))
            .map(stored -> stored.as(ServiceAccount.class));
    // The default account is made by a controller soon after its namespace: no need to wait for it.
    if (account.isEmpty() && !name.equals(DEFAULT)) {
      throw refusal(
          request,
          "error looking up service account %s/%s: serviceaccount \"%s\" not found"
              .formatted(request.namespace(), name, name));
    }
    return account.orElse(NOT_YET_MADE);
  }

  private static void checkMirror(AdmissionRequest request, JsonNode spec) {
    if (!Trees.text(spec, "serviceAccountName").isEmpty()) {
      throw refusal(request, "a mirror pod may not reference service accounts");
    }
    Pod pod = MirrorPods.typed(request.object());
    if (!PodReferences.secrets(pod).isEmpty()) {
      throw refusal(request, "a mirror pod may not reference secrets");
    }
    if (PodReferences.projections(pod).stream()
        .anyMatch(source -> source.getServiceAccountToken() != null)) {
      throw refusal(request, "a mirror pod may not use ServiceAccountToken volume projections");
    }
  }

  private static void refuse(AdmissionRequest request, String problem) {
    throw refusal(request, problem);
  }

  private static ApiException refusal(AdmissionRequest request, String problem) {
    return ApiErrors.forbidden(request.type(), request.name(), problem);
  }
}
