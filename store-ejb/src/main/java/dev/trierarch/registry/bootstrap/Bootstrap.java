package dev.trierarch.registry.bootstrap;

import dev.trierarch.admission.AddressRange;
import dev.trierarch.catalog.Catalog;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.registry.ApiException;
import dev.trierarch.registry.Caller;
import dev.trierarch.registry.Registry;
import dev.trierarch.registry.Registry.Written;
import dev.trierarch.registry.Trees;
import dev.trierarch.registry.WriteOptions;
import dev.trierarch.settings.Settings;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Store;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the objects that every cluster begins with, as far as they are not there. */
@ApplicationScoped
public class Bootstrap {

  private static final int HTTPS_PORT = 443;
  private static final WriteOptions AS_SERVER = WriteOptions.of(Caller.system("apiserver"), 0);

  private final Registry registry;
  private final Catalog catalog;
  private final Store store;
  private final Settings settings;
  private volatile boolean finished;

  /** For the container's proxies. */
  Bootstrap() {
    this(null, null, null, null);
  }

  @Inject
  public Bootstrap(Registry registry, Catalog catalog, Store store, Settings settings) {
    this.registry = registry;
    this.catalog = catalog;
    this.store = store;
    this.settings = settings;
  }

  /**
   * Idempotent; what somebody changed stays changed.
   *
   * @return how many objects were written
   */
  public int run() {
    List<ObjectNode> objects = new ArrayList<>(BootstrapObjects.read());
    objects.add(kubernetesService());
    objects.add(serviceRange());
    int written = 0;
    for (ObjectNode object : objects) {
      written += createIfAbsent(object) ? 1 : 0;
    }
    finished = true;
    return written;
  }

  /** Whether every object that a cluster begins with is there. */
  public boolean finished() {
    return finished;
  }

  private boolean createIfAbsent(ObjectNode object) {
    String apiVersion = Trees.text(object, "apiVersion");
    String kind = Trees.text(object, "kind");
    ResourceType type = catalog.byKind(apiVersion, kind).orElseThrow();
    String namespace = Trees.text(object, "metadata", "namespace");
    String name = Trees.text(object, "metadata", "name");
    if (store.image().get(new ObjectKey(type.groupResource(), namespace, name)).isPresent()) {
      return false;
    }
    try {
      Written written = registry.create(type, namespace, object, AS_SERVER);
      if (type.hasSubresource("status") && object.has("status")) {
        writeStatus(type, written, object.get("status"));
      }
      return true;
    } catch (ApiException e) {
      if (e.code() == 409) {
        return false; // another control plane wrote it at the same time
      }
      throw e;
    }
  }

  /** What is so from the beginning has been so since the object was created. */
  private void writeStatus(ResourceType type, Written written, JsonNode status) {
    ObjectNode object = written.object().tree();
    String since = Trees.text(object, "metadata", "creationTimestamp");
    object.set("status", status);
    for (JsonNode condition : object.path("status").path("conditions")) {
      ((ObjectNode) condition).put("lastTransitionTime", since);
    }
    ObjectKey key = written.object().key();
    registry.update(type, key.namespace(), key.name(), "status", object, AS_SERVER);
  }

  /** The range that Services get their addresses from. */
  private ObjectNode serviceRange() {
    ObjectNode range = JsonNodeFactory.instance.objectNode();
    range.put("apiVersion", "networking.k8s.io/v1").put("kind", "ServiceCIDR");
    Trees.metadata(range).put("name", "kubernetes");
    range.putObject("spec").putArray("cidrs").add(settings.serviceCidr());
    range
        .putObject("status")
        .putArray("conditions")
        .addObject()
        .put("type", "Ready")
        .put("status", "True")
        .put("reason", "")
        .put("message", "Kubernetes default Service CIDR is ready");
    return range;
  }

  /** The Service by which pods reach the API, at the service range's first address. */
  private ObjectNode kubernetesService() {
    ObjectNode service = JsonNodeFactory.instance.objectNode();
    service.put("apiVersion", "v1").put("kind", "Service");
    ObjectNode metadata = Trees.metadata(service);
    metadata.put("name", "kubernetes").put("namespace", "default");
    metadata.putObject("labels").put("component", "apiserver").put("provider", "kubernetes");
    ObjectNode spec = service.putObject("spec");
    spec.put("clusterIP", AddressRange.parse(settings.serviceCidr()).address(1));
    spec.put("type", "ClusterIP");
    spec.putArray("ports")
        .addObject()
        .put("name", "https")
        .put("protocol", "TCP")
        .put("port", HTTPS_PORT)
        .put("targetPort", publicPort());
    return service;
  }

  private int publicPort() {
    int port = URI.create(settings.publicUrl()).getPort();
    return port < 0 ? HTTPS_PORT : port;
  }
}
