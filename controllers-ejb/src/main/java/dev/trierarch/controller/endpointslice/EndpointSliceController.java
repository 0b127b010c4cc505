package dev.trierarch.controller.endpointslice;

import static dev.trierarch.controller.runtime.Triggers.onChangeOf;

import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.Lister;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Trigger;
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

  private final Lister<Service> services;
  private final Lister<Pod> pods;
  private final ManagedSlices slices;
  private final Lister<Node> nodes;

  @Inject
  public EndpointSliceController(ClientFactory clients) {
    Client client = clients.forComponent(name());
    this.services = client.lister(Service.class);
    this.pods = client.lister(Pod.class);
    this.slices = new ManagedSlices(client, EndpointSlicePlanner.MANAGER);
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
        onChangeOf(EndpointSlice.class, slice -> slices.keyOf(slice, services)));
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
    slices.carryOut(
        EndpointSlicePlanner.plan(
            service,
            slices.of(key.namespace(), key.name()),
            pods.list(key.namespace(), selector),
            zonesByNode()));
    return Outcome.settled();
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
}
