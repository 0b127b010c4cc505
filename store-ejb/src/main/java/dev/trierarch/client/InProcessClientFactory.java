package dev.trierarch.client;

import dev.trierarch.catalog.Catalog;
import dev.trierarch.registry.Registry;
import dev.trierarch.store.Store;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;

/** Makes clients that speak to the registry in this process. */
@ApplicationScoped
public class InProcessClientFactory implements ClientFactory {

  private final Registry registry;
  private final Catalog catalog;
  private final Store store;
  private final InstantSource clock;

  /** For the container's proxies. */
  InProcessClientFactory() {
    this(null, null, null, null);
  }

  @Inject
  public InProcessClientFactory(
      Registry registry, Catalog catalog, Store store, InstantSource clock) {
    this.registry = registry;
    this.catalog = catalog;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Client forComponent(String component) {
    return new InProcessClient(registry, catalog, store, clock, component);
  }
}
