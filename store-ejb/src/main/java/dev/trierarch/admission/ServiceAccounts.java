package dev.trierarch.admission;

import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.Trees;
import dev.trierarch.store.ObjectKey;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives every pod a service account, and that account's image pull secrets. */
final class ServiceAccounts implements AdmissionPlugin {

  private static final String DEFAULT = "default";
  private static final String MIRROR_ANNOTATION = "kubernetes.io/config.mirror";

  @Override
  public void mutate(AdmissionRequest request) {
    if (!request.isFor("pods")
        || request.operation() != Operation.CREATE
        || Trees.at(request.object(), "metadata", "annotations").has(MIRROR_ANNOTATION)) {
      return;
    }
    ObjectNode spec = Trees.child(request.object(), "spec");
    String name = Trees.text(spec, "serviceAccountName");
    if (name.isEmpty()) {
      name = DEFAULT;
    }
    spec.put("serviceAccountName", name);
    spec.put("serviceAccount", name);
    Optional<JsonNode> account = find(request, name);
    // The default account is made by a controller soon after its namespace: no need to wait for it.
    if (account.isEmpty() && !name.equals(DEFAULT)) {
      throw ApiErrors.forbidden(
          request.type(),
          request.name(),
          "error looking up service account %s/%s: serviceaccount \"%s\" not found"
              .formatted(request.namespace(), name, name));
    }
    if (account.isPresent() && !spec.has("imagePullSecrets")) {
      Trees.copyField(account.get(), spec, "imagePullSecrets");
    }
  }

  private static Optional<JsonNode> find(AdmissionRequest request, String name) {
    return request
        .image()
        .get(new ObjectKey("serviceaccounts", request.namespace(), name))
        .map(stored -> stored.tree());
  }
}
