package dev.trierarch.controller.endpointslice;

import dev.trierarch.client.Client;
import dev.trierarch.client.Lister;
import dev.trierarch.controller.runtime.Refusals;
import dev.trierarch.registry.ApiException;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Map;

/** The slices that one controller keeps for each Service, told from others' by their labels. */
public final class ManagedSlices {

  public static final String SERVICE_NAME = "kubernetes.io/service-name";
  public static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";

  private final Client client;
  private final Lister<EndpointSlice> slices;
  private final String manager;

  /**
   * @param manager what the label {@link #MANAGED_BY} says of them
   */
  public ManagedSlices(Client client, String manager) {
    this.client = client;
    this.slices = client.lister(EndpointSlice.class);
    this.manager = manager;
  }

  /** The slices of a Service. */
  public List<EndpointSlice> of(String namespace, String service) {
    LabelSelector ofService =
        new LabelSelectorBuilder()
            .addToMatchLabels(SERVICE_NAME, service)
            .addToMatchLabels(MANAGED_BY, manager)
            .build();
    return slices.list(namespace, ofService);
  }

  /**
   * The key of the object of a kind that has the name of a slice's Service, if it is one of these.
   */
  public List<ObjectKey> keyOf(EndpointSlice slice, Lister<?> kind) {
    Map<String, String> labels = slice.getMetadata().getLabels();
    boolean ours =
        labels != null
            && manager.equals(labels.get(MANAGED_BY))
            && labels.containsKey(SERVICE_NAME);
    return ours
        ? List.of(kind.keyOf(slice.getMetadata().getNamespace(), labels.get(SERVICE_NAME)))
        : List.of();
  }

  /** Makes, changes and drops slices; in a namespace that is going nothing is made any more. */
  public void carryOut(EndpointSlicePlan plan) {
    try {
      plan.toUpdate().forEach(client::update);
      plan.toCreate().forEach(client::create);
      plan.toDelete().forEach(client::delete);
    } catch (ApiException e) {
      if (!Refusals.isNamespaceTerminating(e)) {
        throw e;
      }
    }
  }
}
