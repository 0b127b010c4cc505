package dev.trierarch.admission;

import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.ApiException;
import dev.trierarch.registry.ApiException.Cause;
import dev.trierarch.registry.ApiException.Details;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.StoredObject;
import io.fabric8.kubernetes.api.model.Namespace;
import java.util.List;
import java.util.Set;

/**
 * Creates nothing in a namespace that does not exist or that is going, and deletes none of the
 * namespaces that the system needs.
 */
final class NamespaceLifecycle implements AdmissionPlugin {

  private static final Set<String> NEEDED = Set.of("default", "kube-system", "kube-public");

  @Override
  public void mutate(AdmissionRequest request) {
    if (request.isFor("namespaces")) {
      if (request.operation() == Operation.DELETE && NEEDED.contains(request.name())) {
        throw ApiErrors.forbidden(
            request.type(), request.name(), "this namespace may not be deleted");
      }
    } else if (request.operation() == Operation.CREATE && request.type().namespaced()) {
      checkNamespace(request);
    }
  }

  private static void checkNamespace(AdmissionRequest request) {
    StoredObject namespace =
        request
            .image()
            .get(new ObjectKey("namespaces", "", request.namespace()))
            .orElseThrow(() -> ApiErrors.notFound("", "namespaces", request.namespace()));
    if (isTerminating(namespace.as(Namespace.class))) {
      throw terminating(request);
    }
  }

  private static boolean isTerminating(Namespace namespace) {
    return namespace.getMetadata().getDeletionTimestamp() != null
        || (namespace.getStatus() != null
            && "Terminating".equals(namespace.getStatus().getPhase()));
  }

  private static ApiException terminating(AdmissionRequest request) {
    String problem =
        "unable to create new content in namespace "
            + request.namespace()
            + " because it is being terminated";
    ApiException plain = ApiErrors.forbidden(request.type(), request.name(), problem);
    Cause cause =
        new Cause(
            "NamespaceTerminating",
            "namespace " + request.namespace() + " is being terminated",
            "metadata.namespace");
    Details details =
        new Details(
            request.type().group(),
            request.type().plural(),
            request.name(),
            null,
            List.of(cause),
            0);
    return new ApiException(plain.code(), plain.reason(), plain.getMessage(), details);
  }
}
