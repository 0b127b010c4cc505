package dev.trierarch.controller.disruption;

import static dev.trierarch.controller.runtime.Triggers.onChangeOf;

import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.Lister;
import dev.trierarch.client.model.Labels;
import dev.trierarch.client.model.Owners;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the status of each PodDisruptionBudget, which evictions are granted by. */
@Dependent
public class DisruptionController implements Controller {

  private final Client client;
  private final InstantSource clock;
  private final Lister<PodDisruptionBudget> budgets;
  private final Lister<Pod> pods;
  private final ScaleFinder scales;

  @Inject
  public DisruptionController(ClientFactory clients, InstantSource clock) {
    this.client = clients.forComponent(name());
    this.clock = clock;
    this.budgets = client.lister(PodDisruptionBudget.class);
    this.pods = client.lister(Pod.class);
    this.scales = new ScaleFinder(client);
  }

  @Override
  public final String name() {
    return "disruption-controller";
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(
        onChangeOf(PodDisruptionBudget.class),
        onChangeOf(Pod.class, this::budgetsOf),
        onChangeOf(Deployment.class, this::budgetsBeside),
        onChangeOf(ReplicaSet.class, this::budgetsBeside),
        onChangeOf(StatefulSet.class, this::budgetsBeside));
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    Optional<PodDisruptionBudget> found = budgets.get(key);
    if (found.isEmpty()) {
      return Outcome.settled();
    }
    PodDisruptionBudget budget = found.get();
    List<Pod> selected = pods.list(key.namespace(), budget.getSpec().getSelector());
    if (selected.isEmpty()) {
      client.event(budget, "Normal", "NoPods", "No matching pods found");
    }
    Map<String, Scale> owners = new LinkedHashMap<>();
    if (DisruptionPlanner.needsScales(budget)) {
      Optional<String> problem = collectScales(selected, owners);
      if (problem.isPresent()) {
        return failSafe(budget, problem.get());
      }
    }
    DisruptionPlan plan =
        DisruptionPlanner.plan(budget, selected, owners.values(), clock.instant());
    plan.notDeleted().forEach(pod -> reportNotDeleted(pod, budget));
    writeStatus(budget, plan.status());
    return Outcome.checkAgain(plan.after());
  }

  /** Pods that nothing controls count for nothing here; an owner without a scale is a problem. */
  private Optional<String> collectScales(List<Pod> selected, Map<String, Scale> owners) {
    for (Pod pod : selected) {
      Optional<OwnerReference> owner = Owners.controllerOf(pod);
      if (owner.isPresent()) {
        Optional<Scale> scale = scales.of(pod.getMetadata().getNamespace(), owner.get());
        if (scale.isEmpty()) {
          return Optional.of(
              "found no controllers for pod \"" + pod.getMetadata().getName() + "\"");
        }
        owners.put(scale.get().ownerUid(), scale.get());
      }
    }
    return Optional.empty();
  }

  private Outcome failSafe(PodDisruptionBudget budget, String problem) {
    client.event(
        budget,
        "Warning",
        "CalculateExpectedPodCountFailed",
        "Failed to calculate the number of expected pods: " + problem);
    writeStatus(budget, DisruptionPlanner.uncounted(budget, problem, clock.instant()));
    return Outcome.settled();
  }

  private void reportNotDeleted(Pod pod, PodDisruptionBudget budget) {
    client.event(
        pod,
        "Warning",
        "NotDeleted",
        "Pod was expected by PDB %s/%s to be deleted but it wasn't"
            .formatted(budget.getMetadata().getNamespace(), budget.getMetadata().getName()));
  }

  private void writeStatus(PodDisruptionBudget budget, PodDisruptionBudgetStatus status) {
    if (!status.equals(budget.getStatus())) {
      client.updateStatus(new PodDisruptionBudgetBuilder(budget).withStatus(status).build());
    }
  }

  private List<ObjectKey> budgetsOf(Pod pod) {
    return budgets.list(pod.getMetadata().getNamespace()).stream()
        .filter(
            budget -> Labels.matches(budget.getSpec().getSelector(), pod.getMetadata().getLabels()))
        .map(this::keyOf)
        .toList();
  }

  /** A changed scale changes what is expected, of whichever budget. */
  private List<ObjectKey> budgetsBeside(HasMetadata owner) {
    return budgets.list(owner.getMetadata().getNamespace()).stream().map(this::keyOf).toList();
  }

  private ObjectKey keyOf(PodDisruptionBudget budget) {
    return budgets.keyOf(budget.getMetadata().getNamespace(), budget.getMetadata().getName());
  }
}
