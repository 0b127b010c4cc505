package dev.trierarch.controller.endpointslicemirroring;

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
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Writes Endpoints that somebody made by hand into slices, which is what proxies read. */
@Dependent
public class EndpointSliceMirroringController implements Controller {

  private final Client client;
  private final Lister<Endpoints> endpoints;
  private final Lister<Service> services;
  private final Lister<EndpointSlice> slices;

  @Inject
  public EndpointSliceMirroringController(ClientFactory clients) {
    this.client = clients.forComponent(name());
    this.endpoints = client.lister(Endpoints.class);
    this.services = client.lister(Service.class);
    this.slices = client.lister(EndpointSlice.class);
  }

  @Override
  public final String name() {
    return "endpointslicemirroring-controller";
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(
        onChangeOf(Endpoints.class),
        onChangeOf(
            Service.class,
            service ->
                List.of(
                    endpoints.keyOf(
                        service.getMetadata().getNamespace(), service.getMetadata().getName()))),
        onChangeOf(EndpointSlice.class, this::endpointsOf));
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    MirrorPlan plan =
        MirrorPlanner.plan(
            services.get(key.namespace(), key.name()),
            endpoints.get(key),
            slices.list(key.namespace(), mirroring(key.name())));
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

  private static LabelSelector mirroring(String name) {
    return new LabelSelectorBuilder()
        .addToMatchLabels(MirrorPlanner.SERVICE_NAME, name)
        .addToMatchLabels(MirrorPlanner.MANAGED_BY, MirrorPlanner.MANAGER)
        .build();
  }

  private List<ObjectKey> endpointsOf(EndpointSlice slice) {
    Map<String, String> labels = slice.getMetadata().getLabels();
    boolean ours =
        labels != null
            && MirrorPlanner.MANAGER.equals(labels.get(MirrorPlanner.MANAGED_BY))
            && labels.containsKey(MirrorPlanner.SERVICE_NAME);
    return ours
        ? List.of(
            endpoints.keyOf(
                slice.getMetadata().getNamespace(), labels.get(MirrorPlanner.SERVICE_NAME)))
        : List.of();
  }
}
