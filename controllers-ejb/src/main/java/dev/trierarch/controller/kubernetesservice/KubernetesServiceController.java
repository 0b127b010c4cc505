package dev.trierarch.controller.kubernetesservice;

import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.Lister;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.controller.runtime.Triggers;
import dev.trierarch.settings.Settings;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Revision;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Leads the Service {@code kubernetes}, by which pods find the API, to this control plane. */
@Dependent
public class KubernetesServiceController implements Controller {

  private static final String NAMESPACE = "default";
  private static final String NAME = "kubernetes";

  private final Client client;
  private final Lister<Service> services;
  private final AdvertisedAddress advertised;

  @Inject
  public KubernetesServiceController(ClientFactory clients, Settings settings) {
    this.client = clients.forComponent(name());
    this.services = client.lister(Service.class);
    this.advertised = new AdvertisedAddress(settings);
  }

  @Override
  public final String name() {
    return "kubernetes-service-controller";
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(
        new Trigger(Triggers.resourceOf(Service.class), this::ofService),
        new Trigger(Triggers.resourceOf(Endpoints.class), this::ofService),
        new Trigger(Triggers.resourceOf(EndpointSlice.class), this::ofService));
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    Optional<String> address = advertised.address();
    if (services.get(key).isPresent() && address.isPresent()) {
      write(Endpoints.class, endpoints(address.get()));
      write(EndpointSlice.class, slice(address.get()));
    }
    return Outcome.settled();
  }

  /** All three objects have the same namespace and name. */
  private List<ObjectKey> ofService(Revision row) {
    return row.key().namespace().equals(NAMESPACE) && row.key().name().equals(NAME)
        ? List.of(services.keyOf(NAMESPACE, NAME))
        : List.of();
  }

  private <T extends HasMetadata> void write(Class<T> kind, T wanted) {
    Optional<T> existing = client.lister(kind).get(NAMESPACE, NAME);
    if (existing.isEmpty()) {
      client.create(wanted);
      return;
    }
    wanted.setMetadata(existing.get().getMetadata());
    if (!wanted.equals(existing.get())) {
      client.update(wanted);
    }
  }

  private Endpoints endpoints(String address) {
    return new EndpointsBuilder()
        .withNewMetadata()
        .withNamespace(NAMESPACE)
        .withName(NAME)
        .addToLabels("endpointslice.kubernetes.io/skip-mirror", "true")
        .endMetadata()
        .addNewSubset()
        .addNewAddress()
        .withIp(address)
        .endAddress()
        .addNewPort()
        .withName("https")
        .withPort(advertised.port())
        .withProtocol("TCP")
        .endPort()
        .endSubset()
        .build();
  }

  private EndpointSlice slice(String address) {
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withNamespace(NAMESPACE)
        .withName(NAME)
        .addToLabels("kubernetes.io/service-name", NAME)
        .endMetadata()
        .withAddressType(address.contains(":") ? "IPv6" : "IPv4")
        .addNewEndpoint()
        .withAddresses(address)
        .withNewConditions()
        .withReady(true)
        .endConditions()
        .endEndpoint()
        .addNewPort()
        .withName("https")
        .withPort(advertised.port())
        .withProtocol("TCP")
        .endPort()
        .build();
  }
}
