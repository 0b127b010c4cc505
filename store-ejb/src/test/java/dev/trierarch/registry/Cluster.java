package dev.trierarch.registry;

import dev.trierarch.admission.AdmissionChain;
import dev.trierarch.catalog.BuiltInCatalog;
import dev.trierarch.catalog.Catalog;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.client.Client;
import dev.trierarch.client.InProcessClientFactory;
import dev.trierarch.registry.Registry.Deleted;
import dev.trierarch.registry.Registry.Written;
import dev.trierarch.registry.WriteOptions.FieldValidation;
import dev.trierarch.settings.Settings;
import dev.trierarch.store.KubernetesJson;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoredObject;
import dev.trierarch.store.memory.InMemoryStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** A registry on a store in memory, with a clock that stands until it is told to go on. */
public final class Cluster {

  public static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private Instant now = START;
  public final InstantSource clock = () -> now;
  public final Catalog catalog = new BuiltInCatalog();
  public final Store store = new InMemoryStore(clock);
  public final Registry registry;

  public Cluster() {
    this(Map.of());
  }

  public Cluster(Map<String, String> settings) {
    this(settings, List.of("default", "kube-system"));
  }

  /** Not even a namespace is there. */
  public static Cluster empty() {
    return new Cluster(Map.of(), List.of());
  }

  private Cluster(Map<String, String> settings, List<String> namespaces) {
    Random random = new Random(1);
    registry =
        new DefaultRegistry(
            catalog,
            store,
            new AdmissionChain(new Settings(settings::get), clock, random),
            clock,
            random);
    for (String namespace : namespaces) {
      create("namespaces", "", "{metadata: {name: %s}}".formatted(namespace));
    }
  }

  public void advance(Duration duration) {
    now = now.plus(duration);
  }

  public ResourceType type(String groupResource) {
    return catalog.byGroupResource(groupResource).orElseThrow();
  }

  /** From JSON that may leave out quotes, for tests that read easily. */
  public static ObjectNode tree(String text) {
    return (ObjectNode) new tools.jackson.dataformat.yaml.YAMLMapper().readTree(text);
  }

  public static WriteOptions as(String user, String... groups) {
    return new WriteOptions(
        new Caller(user, "", List.of(groups), Map.of(), "test/v1"),
        0,
        false,
        "",
        FieldValidation.STRICT);
  }

  public static WriteOptions admin() {
    return as("admin", "system:masters");
  }

  public static WriteOptions dryRun() {
    WriteOptions options = admin();
    return new WriteOptions(options.caller(), 0, true, "", FieldValidation.STRICT);
  }

  public Written create(String resource, String namespace, String text) {
    return registry.create(type(resource), namespace, tree(text), admin());
  }

  public Written update(String resource, String namespace, String name, ObjectNode object) {
    return registry.update(type(resource), namespace, name, "", object, admin());
  }

  public Written modify(
      String resource,
      String namespace,
      String name,
      String subresource,
      UnaryOperator<ObjectNode> change) {
    return registry.modify(type(resource), namespace, name, subresource, change, admin());
  }

  public Deleted delete(String resource, String namespace, String name, DeleteOptions options) {
    return registry.delete(type(resource), namespace, name, options, admin());
  }

  public boolean exists(String resource, String namespace, String name) {
    return store.image().get(RegistryContext.key(type(resource), namespace, name)).isPresent();
  }

  public ObjectNode get(String resource, String namespace, String name) {
    return store
        .image()
        .get(RegistryContext.key(type(resource), namespace, name))
        .orElseThrow()
        .tree();
  }

  public Client client(String component) {
    return new InProcessClientFactory(registry, catalog, store, clock).forComponent(component);
  }

  public static String json(StoredObject object) {
    return new String(object.json(), StandardCharsets.UTF_8);
  }

  public static <T> T typed(StoredObject object, Class<T> model) {
    return KubernetesJson.decode(object.json(), model);
  }
}
