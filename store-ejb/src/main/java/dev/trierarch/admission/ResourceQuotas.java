package dev.trierarch.admission;

import dev.trierarch.quota.Amounts;
import dev.trierarch.quota.ContainerDuties;
import dev.trierarch.quota.ObjectUsage;
import dev.trierarch.quota.QuotaScopes;
import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.Trees;
import dev.trierarch.store.Change;
import dev.trierarch.store.Documents;
import dev.trierarch.store.KubernetesJson;
import dev.trierarch.store.StoredObject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lets nothing be written that would exceed a quota of its namespace. What is written is charged to
 * the quota in the same transaction, so that two writes at once never pass the limit together.
 */
final class ResourceQuotas implements AdmissionPlugin {

  private static final String QUOTAS = "resourcequotas";

  @Override
  public void validate(AdmissionRequest request) {
    if (request.namespace().isEmpty() || !isCharged(request)) {
      return;
    }
    List<StoredObject> quotas = request.image().list(QUOTAS, request.namespace()).toList();
    if (quotas.isEmpty()) {
      return;
    }
    Optional<HasMetadata> object = typed(request, request.object());
    Amounts before =
        request.operation() == Operation.CREATE
            ? Amounts.none()
            : usage(request, typed(request, request.old()));
    Amounts more = usage(request, object).above(before);
    quotas.forEach(quota -> charge(request, quota, object, more));
  }

  /** A pod's resources change by a resize; what others ask for, by an update. */
  private static boolean isCharged(AdmissionRequest request) {
    return switch (request.operation()) {
      case CREATE -> request.subresource().isEmpty();
      case UPDATE ->
          request.isFor("pods", "resize")
              || request.isFor("services")
              || request.isFor("persistentvolumeclaims");
      case DELETE -> false;
    };
  }

  private static Optional<HasMetadata> typed(AdmissionRequest request, ObjectNode tree) {
    return ObjectUsage.weighed(request.type().groupResource())
        .map(model -> KubernetesJson.mapper().treeToValue(tree, model));
  }

  private static Amounts usage(AdmissionRequest request, Optional<HasMetadata> object) {
    String resource = request.type().groupResource();
    return object
        .map(found -> ObjectUsage.of(resource, found))
        .orElseGet(() -> ObjectUsage.ofOne(resource));
  }

  private static void charge(
      AdmissionRequest request, StoredObject stored, Optional<HasMetadata> object, Amounts more) {
    ResourceQuota quota = stored.as(ResourceQuota.class);
    boolean concerned =
        object.isPresent()
            ? QuotaScopes.cover(quota.getSpec(), object.get())
            : !QuotaScopes.isScoped(quota.getSpec());
    if (!concerned) {
      return;
    }
    String name = quota.getMetadata().getName();
    Amounts limited = Amounts.of(quota.getSpec().getHard());
    if (object.orElse(null) instanceof Pod pod && request.operation() == Operation.CREATE) {
      ContainerDuties.missing(pod, limited)
          .ifPresent(problem -> refuse(request, "failed quota: " + name + ": " + problem));
    }
    Amounts requested = more.only(limited::has);
    if (!requested.isEmpty()) {
      spend(request, stored, quota, requested);
    }
  }

  private static void spend(
      AdmissionRequest request, StoredObject stored, ResourceQuota quota, Amounts requested) {
    String name = quota.getMetadata().getName();
    Amounts used = quota.getStatus() == null ? Amounts.none() : used(quota);
    if (!used.names().containsAll(requested.names())) {
      refuse(
          request,
          "status unknown for quota: %s, resources: %s"
              .formatted(name, String.join(",", requested.only(any -> !used.has(any)).names())));
    }
    Amounts hard = Amounts.of(quota.getSpec().getHard());
    Amounts usedThen = used.plus(requested);
    List<String> exceeded = usedThen.only(requested::has).exceeding(hard);
    if (!exceeded.isEmpty()) {
      refuse(
          request,
          "exceeded quota: %s, requested: %s, used: %s, limited: %s"
              .formatted(
                  name,
                  requested.exactly(exceeded),
                  used.exactly(exceeded),
                  hard.exactly(exceeded)));
    }
    ObjectNode tree = stored.tree();
    ObjectNode usedTree = Trees.child(Trees.child(tree, "status"), "used");
    requested.names().forEach(each -> usedTree.put(each, usedThen.get(each)));
    request.alongside(Change.update(stored.key(), stored.revision(), Documents.encode(tree)));
  }

  private static Amounts used(ResourceQuota quota) {
    return Amounts.of(quota.getStatus().getUsed());
  }

  private static void refuse(AdmissionRequest request, String problem) {
    throw ApiErrors.forbidden(request.type(), request.name(), problem);
  }
}
