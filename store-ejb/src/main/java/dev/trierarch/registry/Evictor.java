package dev.trierarch.registry;

import dev.trierarch.catalog.ResourceType;
import dev.trierarch.registry.ApiException.Cause;
import dev.trierarch.registry.Registry.Deleted;
import dev.trierarch.store.Change;
import dev.trierarch.store.Documents;
import dev.trierarch.store.StoredObject;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Deletes pods as far as their disruption budgets allow it. */
final class Evictor {

  private static final String BUDGETS = "poddisruptionbudgets.policy";
  private static final String VIOLATES =
      "Cannot evict pod as it would violate the pod's disruption budget.";
  private static final List<String> NOT_RUNNING = List.of("Succeeded", "Failed", "Pending");
  private static final int UNPROCESSED_RETRY_SECONDS = 10;

  /** Go's client waits silently as long as it is told to: whoever drains decides that itself. */
  private static final int NO_RETRY_SECONDS = 0;

  private final RegistryContext context;
  private final Deleter deleter;

  Evictor(RegistryContext context, Deleter deleter) {
    this.context = context;
    this.deleter = deleter;
  }

  Deleted evict(
      String namespace, String podName, DeleteOptions deleteOptions, WriteOptions options) {
    ResourceType pods = context.catalog().byGroupResource("pods").orElseThrow();
    return deleter.delete(
        pods, namespace, podName, deleteOptions, options, new Eviction(namespace));
  }

  /** The deletion of a pod that its budget is charged for, and that the pod itself tells of. */
  private final class Eviction implements Deleter.Condition {

    private final String namespace;

    Eviction(String namespace) {
      this.namespace = namespace;
    }

    @Override
    public List<Change> companions(ObjectNode pod) {
      return charge(namespace, pod);
    }

    @Override
    public void explain(ObjectNode pod) {
      ObjectNode target =
          pod.objectNode()
              .put("type", "DisruptionTarget")
              .put("reason", "EvictionByEvictionAPI")
              .put("message", "Eviction API: evicting");
      PodConditions.setTrue(pod, target, context.clock().instant());
    }
  }

  /** What the eviction costs: one disruption less in the pod's budget, in the same transaction. */
  private List<Change> charge(String namespace, ObjectNode pod) {
    if (Metas.isDeleting(pod) || NOT_RUNNING.contains(Trees.text(pod, "status", "phase"))) {
      return List.of();
    }
    List<StoredObject> budgets = budgetsOf(namespace, pod);
    if (budgets.isEmpty()) {
      return List.of();
    }
    if (budgets.size() > 1) {
      throw ApiErrors.internal(
          "This pod has more than one PodDisruptionBudget, which the eviction subresource does not"
              + " support.");
    }
    StoredObject stored = budgets.get(0);
    ObjectNode budget = stored.tree();
    if (isFree(budget, pod)) {
      return List.of();
    }
    spend(budget, Metas.name(pod));
    return List.of(Change.update(stored.key(), stored.revision(), Documents.encode(budget)));
  }

  private List<StoredObject> budgetsOf(String namespace, JsonNode pod) {
    var labels = Trees.texts(Trees.at(pod, "metadata", "labels"));
    return context
        .store()
        .image()
        .list(BUDGETS, namespace)
        .filter(
            budget ->
                LabelSelectors.ofTree(Trees.at(budget.tree(), "spec", "selector")).matches(labels))
        .collect(Collectors.toList());
  }

  /** A pod that is not ready disrupts nothing, if the budget sees it so. */
  private static boolean isFree(JsonNode budget, JsonNode pod) {
    if (isReady(pod)) {
      return false;
    }
    if (Trees.text(budget, "spec", "unhealthyPodEvictionPolicy").equals("AlwaysAllow")) {
      return true;
    }
    JsonNode status = budget.path("status");
    long desired = status.path("desiredHealthy").asLong(0);
    return desired > 0 && status.path("currentHealthy").asLong(0) >= desired;
  }

  private static boolean isReady(JsonNode pod) {
    for (JsonNode condition : Trees.at(pod, "status", "conditions")) {
      if (Trees.text(condition, "type").equals("Ready")) {
        return Trees.text(condition, "status").equals("True");
      }
    }
    return false;
  }

  private void spend(ObjectNode budget, String podName) {
    String name = Metas.name(budget);
    ObjectNode status = Trees.child(budget, "status");
    long generation = Trees.at(budget, "metadata", "generation").asLong(0);
    if (status.path("observedGeneration").asLong(0) < generation) {
      throw refused(
          "The disruption budget " + name + " is still being processed by the server.",
          UNPROCESSED_RETRY_SECONDS);
    }
    long allowed = status.path("disruptionsAllowed").asLong(0);
    if (allowed <= 0) {
      throw refused(
          "The disruption budget %s needs %d healthy pods and has %d currently"
              .formatted(
                  name,
                  status.path("desiredHealthy").asLong(0),
                  status.path("currentHealthy").asLong(0)),
          NO_RETRY_SECONDS);
    }
    status.put("disruptionsAllowed", allowed - 1);
    Trees.child(status, "disruptedPods").put(podName, Metas.time(context.clock().instant()));
  }

  private static ApiException refused(String cause, int retryAfterSeconds) {
    return ApiErrors.tooManyRequests(
        VIOLATES, List.of(new Cause("DisruptionBudget", cause, null)), retryAfterSeconds);
  }
}
