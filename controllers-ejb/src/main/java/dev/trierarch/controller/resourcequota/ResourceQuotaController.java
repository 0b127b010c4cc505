package dev.trierarch.controller.resourcequota;

import dev.trierarch.catalog.Catalog;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.controller.runtime.Triggers;
import dev.trierarch.quota.Amounts;
import dev.trierarch.quota.NamespaceUsage;
import dev.trierarch.quota.ObjectUsage;
import dev.trierarch.store.Change.Operation;
import dev.trierarch.store.Image;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoredObject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ResourceQuotaStatus;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps what is used of each quota right: admission adds what is created, and what goes is noticed
 * here.
 */
@Dependent
public class ResourceQuotaController implements Controller {

  private static final String QUOTAS = Triggers.resourceOf(ResourceQuota.class);

  private final Client client;
  private final Catalog catalog;
  private final Store store;

  @Inject
  public ResourceQuotaController(ClientFactory clients, Catalog catalog, Store store) {
    this.client = clients.forComponent(name());
    this.catalog = catalog;
    this.store = store;
  }

  @Override
  public final String name() {
    return "resourcequota-controller";
  }

  @Override
  public List<Trigger> triggers() {
    Stream<Trigger> counted =
        catalog.types().stream()
            .filter(ResourceType::namespaced)
            .map(ResourceType::groupResource)
            .distinct()
            .map(resource -> new Trigger(resource, this::quotasThatGainRoom));
    Trigger itself = new Trigger(QUOTAS, row -> List.of(row.key()));
    return Stream.concat(Stream.of(itself), counted).toList();
  }

  /** One image for the quota and for what it counts: a write in between is a conflict. */
  @Override
  public Outcome reconcile(ObjectKey key) {
    Image image = store.image();
    Optional<ResourceQuota> found = image.get(key).map(each -> each.as(ResourceQuota.class));
    if (found.isPresent() && found.get().getMetadata().getDeletionTimestamp() == null) {
      writeStatus(found.get(), NamespaceUsage.of(found.get(), image));
    }
    return Outcome.settled();
  }

  private void writeStatus(ResourceQuota quota, Amounts used) {
    Amounts hard = Amounts.of(quota.getSpec().getHard());
    ResourceQuotaStatus status = quota.getStatus();
    boolean saysSo =
        status != null
            && Amounts.of(status.getHard()).equals(hard)
            && Amounts.of(status.getUsed()).equals(used);
    if (!saysSo) {
      client.updateStatus(
          new ResourceQuotaBuilder(quota)
              .withNewStatus()
              .withHard(hard.quantities())
              .withUsed(used.quantities())
              .endStatus()
              .build());
    }
  }

  /** Created objects were charged as they were created. */
  private List<ObjectKey> quotasThatGainRoom(Revision row) {
    if (row.previous() == null) {
      return List.of();
    }
    List<ObjectKey> quotas =
        store.image().list(QUOTAS, row.key().namespace()).map(StoredObject::key).toList();
    boolean gained = !quotas.isEmpty() && (row.operation() == Operation.DELETE || takesLess(row));
    return gained ? quotas : List.of();
  }

  private static boolean takesLess(Revision row) {
    String resource = row.key().resource();
    Optional<Class<? extends HasMetadata>> model = ObjectUsage.weighed(resource);
    return model.isPresent()
        && !ObjectUsage.of(resource, row.previous().as(model.get()))
            .equals(ObjectUsage.of(resource, row.object().as(model.get())));
  }
}
