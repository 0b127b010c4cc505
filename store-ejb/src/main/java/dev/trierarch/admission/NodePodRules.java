package dev.trierarch.admission;

import dev.trierarch.client.model.PodReferences;
import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.Trees;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.StoredObject;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a node may do with pods: show its own, delete them, and say how they are. */
final class NodePodRules {

  private final AdmissionRequest request;
  private final String node;

  NodePodRules(AdmissionRequest request, String node) {
    this.request = request;
    this.node = node;
  }

  /** What is wrong with the request; empty when nothing is. */
  Optional<String> problem() {
    return switch (request.subresource()) {
      case "" -> ofPod();
      case "status" -> ofStatus();
      default ->
          Optional.of(
              "unexpected pod subresource \"%s\", only 'status' and 'eviction' are allowed"
                  .formatted(request.subresource()));
    };
  }

  private Optional<String> ofPod() {
    return switch (request.operation()) {
      case CREATE -> ofMirror();
      case DELETE ->
          unless(
              isOwn(request.old()),
              "node \"%s\" can only delete pods with spec.nodeName set to itself");
      case UPDATE ->
          Optional.of(
              "unexpected operation \"UPDATE\", node \"%s\" can only create and delete mirror pods"
                  .formatted(node));
    };
  }

  private Optional<String> ofMirror() {
    if (!MirrorPods.isMirror(request.object())) {
      return Optional.of(
          "pod does not have \"%s\" annotation, node \"%s\" can only create mirror pods"
              .formatted(MirrorPods.ANNOTATION, node));
    }
    Pod pod = MirrorPods.typed(request.object());
    return unless(
            isOwn(request.object()),
            "node \"%s\" can only create pods with spec.nodeName set to itself")
        .or(() -> ofOwners(pod.getMetadata().getOwnerReferences()))
        .or(() -> ofReferences(pod));
  }

  private Optional<String> ofOwners(List<OwnerReference> owners) {
    if (owners.size() > 1) {
      return problem(
          "node \"%s\" can only create pods with a single owner reference set to itself");
    }
    Optional<OwnerReference> owner = owners.stream().filter(this::isNode).findFirst();
    if (owner.isEmpty()) {
      return problem("node \"%s\" can only create pods with an owner reference set to itself");
    }
    if (!Boolean.TRUE.equals(owner.get().getController())) {
      return problem(
          "node \"%s\" can only create pods with a controller owner reference set to itself");
    }
    if (Boolean.TRUE.equals(owner.get().getBlockOwnerDeletion())) {
      return problem("node \"%s\" must not set blockOwnerDeletion on an owner reference");
    }
    return ofUid(owner.get().getUid());
  }

  private boolean isNode(OwnerReference owner) {
    return owner.getApiVersion().equals("v1")
        && owner.getKind().equals("Node")
        && owner.getName().equals(node);
  }

  private Optional<String> ofUid(String claimed) {
    Optional<String> uid =
        request.image().get(new ObjectKey("nodes", "", node)).map(StoredObject::uid);
    if (uid.isEmpty()) {
      return Optional.of(
          "error looking up node %1$s to verify uid: node \"%1$s\" not found".formatted(node));
    }
    return claimed.equals(uid.get())
        ? Optional.empty()
        : Optional.of(
            "node %s UID mismatch: expected %s got %s".formatted(node, claimed, uid.get()));
  }

  private Optional<String> ofReferences(Pod pod) {
    return unless(
            PodReferences.serviceAccount(pod).isEmpty(),
            "node \"%s\" can not create pods that reference a service account")
        .or(
            () ->
                unless(
                    PodReferences.secrets(pod).isEmpty(),
                    "node \"%s\" can not create pods that reference secrets"))
        .or(
            () ->
                unless(
                    PodReferences.configMaps(pod).isEmpty(),
                    "node \"%s\" can not create pods that reference configmaps"))
        .or(
            () ->
                unless(
                    PodReferences.projections(pod).stream()
                        .allMatch(source -> source.getClusterTrustBundle() == null),
                    "node \"%s\" can not create pods that reference clustertrustbundles"))
        .or(
            () ->
                unless(
                    pod.getSpec().getVolumes().stream()
                        .allMatch(volume -> volume.getPersistentVolumeClaim() == null),
                    "node \"%s\" can not create pods that reference persistentvolumeclaims"));
  }

  private Optional<String> ofStatus() {
    return unless(
            isOwn(request.old()),
            "node \"%s\" can only update pod status for pods with spec.nodeName set to itself")
        .or(
            () ->
                unless(
                    same("metadata", "labels"),
                    "node \"%s\" cannot update labels through pod status"))
        .or(
            () ->
                unless(
                    same("status", "resourceClaimStatuses"),
                    "node \"%s\" cannot update resource claim statuses"));
  }

  private boolean same(String... path) {
    return Trees.same(Trees.at(request.old(), path), Trees.at(request.object(), path));
  }

  private boolean isOwn(JsonNode pod) {
    return Trees.text(pod, "spec", "nodeName").equals(node);
  }

  private Optional<String> unless(boolean right, String problem) {
    return right ? Optional.empty() : problem(problem);
  }

  private Optional<String> problem(String text) {
    return Optional.of(text.formatted(node));
  }
}
