package dev.trierarch.controller.endpointslicemirroring;

import static dev.trierarch.controller.runtime.Triggers.onChangeOf;

import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.Lister;
import dev.trierarch.controller.endpointslice.ManagedSlices;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;

/** Writes Endpoints that somebody made by hand into slices, which is what proxies read. */
@Dependent
public class EndpointSliceMirroringController implements Controller {

  private final Lister<Endpoints> endpoints;
  private final Lister<Service> services;
  private final ManagedSlices slices;

  @Inject
  public EndpointSliceMirroringController(ClientFactory clients) {
    Client client = clients.forComponent(name());
    this.endpoints = client.lister(Endpoints.class);
    this.services = client.lister(Service.class);
    this.slices = new ManagedSlices(client, MirrorPlanner.MANAGER);
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
        onChangeOf(EndpointSlice.class, slice -> slices.keyOf(slice, endpoints)));
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    slices.carryOut(
        MirrorPlanner.plan(
            services.get(key.namespace(), key.name()),
            endpoints.get(key),
            slices.of(key.namespace(), key.name())));
    return Outcome.settled();
  }
}
