package dev.trierarch.controller.namespace;

import static dev.trierarch.controller.runtime.Triggers.onChangeOf;

import dev.trierarch.catalog.Catalog;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.Lister;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.registry.Registry;
import dev.trierarch.store.Change.Operation;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Empties namespaces that are being deleted, and then lets them go. */
@Dependent
public class NamespaceController implements Controller {

  private static final String FINALIZER = "kubernetes";
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final Client client;
  private final Catalog catalog;
  private final InstantSource clock;
  private final Lister<Namespace> namespaces;
  private final NamespaceContents contents;

  @Inject
  public NamespaceController(
      ClientFactory clients, Registry registry, Catalog catalog, Store store, InstantSource clock) {
    this.client = clients.forComponent(name());
    this.catalog = catalog;
    this.clock = clock;
    this.namespaces = client.lister(Namespace.class);
    this.contents = new NamespaceContents(registry, catalog, store, name());
  }

  @Override
  public final String name() {
    return "namespace-controller";
  }

  @Override
  public List<Trigger> triggers() {
    List<Trigger> triggers = new ArrayList<>();
    triggers.add(onChangeOf(Namespace.class));
    catalog.types().stream()
        .filter(ResourceType::namespaced)
        .map(ResourceType::groupResource)
        .distinct()
        .forEach(resource -> triggers.add(new Trigger(resource, this::whenGone)));
    return triggers;
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    Optional<Namespace> found = namespaces.get(key).filter(NamespaceController::isToBeEmptied);
    if (found.isEmpty()) {
      return Outcome.settled();
    }
    contents.delete(key.name());
    Map<String, Integer> remaining = contents.remaining(key.name());
    Namespace wanted =
        NamespaceStatuses.terminating(
            found.get(), remaining, contents.finalizers(key.name()), clock.instant());
    Namespace current = wanted.equals(found.get()) ? wanted : client.updateStatus(wanted);
    if (!remaining.isEmpty()) {
      return Outcome.checkAgain(LOOK_AGAIN);
    }
    client.updateSubresource(withoutFinalizer(current), "finalize");
    return Outcome.settled();
  }

  private static boolean isToBeEmptied(Namespace namespace) {
    return namespace.getMetadata().getDeletionTimestamp() != null
        && namespace.getSpec() != null
        && namespace.getSpec().getFinalizers().contains(FINALIZER);
  }

  private static Namespace withoutFinalizer(Namespace namespace) {
    return new NamespaceBuilder(namespace)
        .editSpec()
        .removeFromFinalizers(FINALIZER)
        .endSpec()
        .build();
  }

  /** The namespace that has one object less, if it is being emptied. */
  private List<ObjectKey> whenGone(Revision row) {
    if (row.operation() != Operation.DELETE) {
      return List.of();
    }
    String namespace = row.key().namespace();
    return namespaces.get("", namespace).filter(NamespaceController::isToBeEmptied).isPresent()
        ? List.of(namespaces.keyOf("", namespace))
        : List.of();
  }
}
