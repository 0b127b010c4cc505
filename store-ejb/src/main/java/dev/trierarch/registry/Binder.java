package dev.trierarch.registry;

import dev.trierarch.catalog.ResourceType;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.Registry.Written;
import dev.trierarch.store.Change;
import dev.trierarch.store.Documents;
import dev.trierarch.store.StoredObject;
import tools.jackson.databind.node.ObjectNode;

/** Binds pods to nodes, once. */
final class Binder {

  private final RegistryContext context;
  private final Writer writer;

  Binder(RegistryContext context, Writer writer) {
    this.context = context;
    this.writer = writer;
  }

  Written bind(String namespace, String podName, String nodeName, WriteOptions options) {
    ResourceType pods = context.catalog().byGroupResource("pods").orElseThrow();
    return Attempts.repeat(
        () -> attempt(pods, context.find(pods, namespace, podName), nodeName, options),
        () -> refused(podName, "pod " + podName + " is being modified, please try again"));
  }

  private Written attempt(
      ResourceType pods, StoredObject current, String nodeName, WriteOptions options) {
    ObjectNode old = current.tree();
    check(old, current.key().name());
    ObjectNode pod = old.deepCopy();
    Trees.child(pod, "spec").put("nodeName", nodeName);
    markScheduled(pod);
    AdmissionRequest request =
        new AdmissionRequest(
            Operation.UPDATE,
            pods,
            current.key(),
            "binding",
            pod,
            old,
            options,
            context.store().image());
    context.admission().mutate(request);
    context.admission().validate(request);
    Change change = Change.update(current.key(), current.revision(), Documents.encode(pod));
    return new Written(
        writer.write(change, request.companions(), options), false, request.warnings());
  }

  private static void check(ObjectNode pod, String name) {
    String node = Trees.text(pod, "spec", "nodeName");
    if (Metas.isDeleting(pod)) {
      throw refused(name, "pod " + name + " is being deleted, cannot be assigned to a host");
    }
    if (!node.isEmpty()) {
      throw refused(name, "pod " + name + " is already assigned to node \"" + node + "\"");
    }
    if (!Trees.at(pod, "spec", "schedulingGates").isEmpty()) {
      throw refused(name, "pod " + name + " has non-empty .spec.schedulingGates");
    }
  }

  private static ApiException refused(String podName, String problem) {
    return ApiErrors.conflict("", "pods/binding", podName, problem);
  }

  private void markScheduled(ObjectNode pod) {
    ObjectNode scheduled = pod.objectNode().put("type", "PodScheduled");
    PodConditions.setTrue(pod, scheduled, context.clock().instant());
  }
}
