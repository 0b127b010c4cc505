package dev.trierarch.controller.endpointslice;

import static dev.trierarch.controller.runtime.Triggers.onChangeOf;

import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.Lister;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Refusals;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.registry.ApiException;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes down, for the proxies, where the pods of each Service can be reached. */
@Dependent
public class EndpointSliceController implements Controller {

  private static final String ZONE = "topology.kubernetes.io/zone";

  private final Client client;
  private final Lister<Service> services;
  private final Lister<Pod> pods;
  private final Lister<EndpointSlice> slices;
  private final Lister<Node> nodes;

  @Inject
  public EndpointSliceController(ClientFactory clients) {
    this.client = clients.forComponent(name());
    this.services = client.lister(Service.class);
    this.pods = client.lister(Pod.class);
    this.slices = client.lister(EndpointSlice.class);
    this.nodes = client.lister(Node.class);
  }

  @Override
  public final String name() {
    return "endpointslice-controller";
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(
        onChangeOf(Service.class),
        ServiceTriggers.onChangeOfSelected(services),
        onChangeOf(EndpointSlice.class, this::serviceOf));
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    Optional<Service> found = services.get(key);
    if (found.isEmpty()
        || found.get().getMetadata().getDeletionTimestamp() != null
        || !ServicePods.hasSelector(found.get())) {
      return Outcome.settled();
    }
    Service service = found.get();
    LabelSelector selector =
        new LabelSelectorBuilder().withMatchLabels(service.getSpec().getSelector()).build();
    EndpointSlicePlan plan =
        EndpointSlicePlanner.plan(
            service, managed(service), pods.list(key.namespace(), selector), zonesByNode());
    try {
      plan.toUpdate().forEach(client::update);
      plan.toCreate().forEach(client::create);
      plan.toDelete().forEach(client::delete);
    } catch (ApiException e) {
      if (!Refusals.isNamespaceTerminating(e)) {
        throw e;
      }
    }
    return Outcome.settled();
  }

  private List<EndpointSlice> managed(Service service) {
    LabelSelector ofService =
        new LabelSelectorBuilder()
            .addToMatchLabels(EndpointSlicePlanner.SERVICE_NAME, service.getMetadata().getName())
            .addToMatchLabels(EndpointSlicePlanner.MANAGED_BY, EndpointSlicePlanner.MANAGER)
            .build();
    return slices.list(service.getMetadata().getNamespace(), ofService);
  }

  private Map<String, String> zonesByNode() {
    Map<String, String> zones = new HashMap<>();
    for (Node node : nodes.list()) {
      Map<String, String> labels = node.getMetadata().getLabels();
      if (labels != null && labels.containsKey(ZONE)) {
        zones.put(node.getMetadata().getName(), labels.get(ZONE));
      }
    }
    return zones;
  }

  private List<ObjectKey> serviceOf(EndpointSlice slice) {
    Map<String, String> labels = slice.getMetadata().getLabels();
    boolean ours =
        labels != null
            && EndpointSlicePlanner.MANAGER.equals(labels.get(EndpointSlicePlanner.MANAGED_BY))
            && labels.containsKey(EndpointSlicePlanner.SERVICE_NAME);
    return ours
        ? List.of(
            services.keyOf(
                slice.getMetadata().getNamespace(), labels.get(EndpointSlicePlanner.SERVICE_NAME)))
        : List.of();
  }
}
