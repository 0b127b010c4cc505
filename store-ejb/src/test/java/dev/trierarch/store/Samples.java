package dev.trierarch.store;

import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Objects and changes for tests of stores. */
public final class Samples {

  public static final Origin ORIGIN = new Origin("kubernetes-admin", "kubectl/v1.32.4", 0);

  private Samples() {}

  public static ObjectKey configMapKey(String name) {
    return configMapKey("default", name);
  }

  public static ObjectKey configMapKey(String namespace, String name) {
    return new ObjectKey("configmaps", namespace, name);
  }

  /** A ConfigMap with one entry, {@code value}. */
  public static Document configMap(ObjectKey key, String value) {
    ObjectNode object = skeleton("ConfigMap", key);
    object.putObject("data").put("value", value);
    return Documents.encode(object);
  }

  public static ObjectNode skeleton(String kind, ObjectKey key) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("kind", kind);
    object.put("apiVersion", "v1");
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("name", key.name());
    if (!key.namespace().isEmpty()) {
      metadata.put("namespace", key.namespace());
    }
    metadata.put("uid", "uid-" + key.name());
    return object;
  }

  public static Revision createConfigMap(Store store, ObjectKey key, String value) {
    return store.write(List.of(Change.create(key, configMap(key, value))), ORIGIN).get(0);
  }

  public static Revision updateConfigMap(Store store, ObjectKey key, long expected, String value) {
    return store.write(List.of(Change.update(key, expected, configMap(key, value))), ORIGIN).get(0);
  }

  public static Revision deleteConfigMap(Store store, ObjectKey key, long expected) {
    return store
        .write(List.of(Change.delete(key, expected, configMap(key, "gone"))), ORIGIN)
        .get(0);
  }

  public static String value(StoredObject object) {
    return object.tree().get("data").get("value").asString();
  }
}
