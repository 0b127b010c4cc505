package dev.trierarch.controller.endpoints;

import static dev.trierarch.controller.runtime.Triggers.onChangeOf;
import static dev.trierarch.controller.runtime.Triggers.resourceOf;

import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.Lister;
import dev.trierarch.controller.endpointslice.ServicePods;
import dev.trierarch.controller.endpointslice.ServiceTriggers;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Refusals;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.registry.ApiException;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Keeps the Endpoints object of each Service, for clients older than slices. */
@Dependent
public class EndpointsController implements Controller {

  private final Client client;
  private final Lister<Service> services;
  private final Lister<Endpoints> endpoints;
  private final Lister<Pod> pods;

  @Inject
  public EndpointsController(ClientFactory clients) {
    this.client = clients.forComponent(name());
    this.services = client.lister(Service.class);
    this.endpoints = client.lister(Endpoints.class);
    this.pods = client.lister(Pod.class);
  }

  @Override
  public final String name() {
    return "endpoint-controller";
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(
        onChangeOf(Service.class),
        ServiceTriggers.onChangeOfSelected(services),
        new Trigger(
            resourceOf(Endpoints.class),
            row -> List.of(services.keyOf(row.key().namespace(), row.key().name()))));
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    Optional<Service> service = services.get(key);
    Optional<Endpoints> existing = endpoints.get(key.namespace(), key.name());
    if (service.isEmpty()) {
      existing.filter(EndpointsController::isOurs).ifPresent(client::delete);
      return Outcome.settled();
    }
    if (ServicePods.hasSelector(service.get())) {
      write(service.get(), existing);
    }
    return Outcome.settled();
  }

  private void write(Service service, Optional<Endpoints> existing) {
    List<Pod> selected =
        pods.list(
            service.getMetadata().getNamespace(),
            new LabelSelectorBuilder().withMatchLabels(service.getSpec().getSelector()).build());
    Optional<Endpoints> wanted = EndpointsPlanner.plan(service, existing, selected);
    if (wanted.isEmpty()) {
      return;
    }
    try {
      if (existing.isPresent()) {
        client.update(wanted.get());
      } else {
        client.create(wanted.get());
      }
    } catch (ApiException e) {
      if (!Refusals.isNamespaceTerminating(e)) {
        throw e;
      }
    }
  }

  /** Endpoints that somebody made by hand for a Service without a selector stay. */
  private static boolean isOurs(Endpoints endpoints) {
    return endpoints.getMetadata().getLabels() != null
        && "endpoint-controller"
            .equals(endpoints.getMetadata().getLabels().get("endpoints.kubernetes.io/managed-by"));
  }
}
