package dev.trierarch.admission;

import dev.trierarch.registry.NameGenerator;
import dev.trierarch.registry.Trees;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows a pod's containers what they need to speak to the API: a token, the root, a namespace. */
final class TokenVolume {

  static final String MOUNT_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";

  private static final String NAME_PREFIX = "kube-api-access-";

  /** An hour, by a number that nobody asks for by hand. */
  private static final int TOKEN_SECONDS = 3607;

  private static final int DEFAULT_MODE = 0644;

  private final NameGenerator names;

  TokenVolume(NameGenerator names) {
    this.names = names;
  }

  /** Mounts it in every container that has nothing at its place; adds it if one has. */
  void addTo(ObjectNode spec) {
    String present = present(spec.path("volumes"));
    String name = present.isEmpty() ? names.generate(NAME_PREFIX) : present;
    boolean mounted = mount(spec.path("initContainers"), name);
    mounted |= mount(spec.path("containers"), name);
    if (mounted && present.isEmpty()) {
      addVolume(spec.withArrayProperty("volumes"), name);
    }
  }

  /** The name of such a volume that the pod was given already; empty when there is none. */
  private static String present(JsonNode volumes) {
    for (JsonNode volume : volumes) {
      if (Trees.text(volume, "name").startsWith(NAME_PREFIX)) {
        return Trees.text(volume, "name");
      }
    }
    return "";
  }

  private static boolean mount(JsonNode containers, String volume) {
    boolean any = false;
    for (JsonNode container : containers) {
      if (!hasMount(container)) {
        ((ObjectNode) container)
            .withArrayProperty("volumeMounts")
            .addObject()
            .put("name", volume)
            .put("readOnly", true)
            .put("mountPath", MOUNT_PATH);
        any = true;
      }
    }
    return any;
  }

  private static boolean hasMount(JsonNode container) {
    for (JsonNode mount : container.path("volumeMounts")) {
      if (Trees.text(mount, "mountPath").equals(MOUNT_PATH)) {
        return true;
      }
    }
    return false;
  }

  private static void addVolume(ArrayNode volumes, String name) {
    ObjectNode projected = volumes.addObject().put("name", name).putObject("projected");
    ArrayNode sources = projected.putArray("sources");
    sources
        .addObject()
        .putObject("serviceAccountToken")
        .put("expirationSeconds", TOKEN_SECONDS)
        .put("path", "token");
    ObjectNode root = sources.addObject().putObject("configMap").put("name", "kube-root-ca.crt");
    root.putArray("items").addObject().put("key", "ca.crt").put("path", "ca.crt");
    ObjectNode item = sources.addObject().putObject("downwardAPI").putArray("items").addObject();
    ObjectNode field = item.put("path", "namespace").putObject("fieldRef");
    field.put("apiVersion", "v1").put("fieldPath", "metadata.namespace");
    projected.put("defaultMode", DEFAULT_MODE);
  }
}
