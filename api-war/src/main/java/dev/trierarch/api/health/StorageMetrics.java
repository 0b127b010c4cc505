package dev.trierarch.api.health;

import dev.trierarch.catalog.Catalog;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.store.Image;
import dev.trierarch.store.Store;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.TreeSet;

/** Says how much is stored, counted when it is asked. */
@ApplicationScoped
public class StorageMetrics implements MetricsSource {

  private static final String OBJECTS = "apiserver_resource_objects";

  /** The same by upstream's name before 1.34, which dashboards still ask for. */
  private static final String OBJECTS_BEFORE = "apiserver_storage_objects";

  private static final String REVISION = "trierarch_store_revision";

  private final Store store;
  private final Catalog catalog;

  /** For the container's proxy. */
  StorageMetrics() {
    this(null, null);
  }

  @Inject
  public StorageMetrics(Store store, Catalog catalog) {
    this.store = store;
    this.catalog = catalog;
  }

  @Override
  public void write(MetricsText out) {
    Image image = store.image();
    TreeSet<String> resources = new TreeSet<>(image.resources());
    catalog.types().stream()
        .filter(ResourceType::stored)
        .map(ResourceType::groupResource)
        .forEach(resources::add);
    out.gauge(OBJECTS, "Objects stored, by group and resource.");
    resources.forEach(
        resource -> out.sample(OBJECTS, groupAndResource(resource), image.count(resource)));
    out.gauge(OBJECTS_BEFORE, "The same as %s, by resource.".formatted(OBJECTS));
    resources.forEach(
        resource ->
            out.sample(OBJECTS_BEFORE, "resource=\"" + resource + '"', image.count(resource)));
    out.gauge(REVISION, "The newest revision.");
    out.sample(REVISION, "", image.revision());
  }

  /** Of a resource as it is stored, e.g. {@code deployments.apps}. */
  private static String groupAndResource(String resource) {
    int dot = resource.indexOf('.');
    return dot < 0
        ? "group=\"\",resource=\"%s\"".formatted(resource)
        : "group=\"%s\",resource=\"%s\""
            .formatted(resource.substring(dot + 1), resource.substring(0, dot));
  }
}
