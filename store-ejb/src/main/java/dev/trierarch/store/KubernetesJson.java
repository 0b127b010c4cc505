package dev.trierarch.store;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Turns Kubernetes objects from JSON into trees and typed models, and back. */
public final class KubernetesJson {

  private static final ObjectMapper MAPPER = new ConfiguredSerialization().mapper;

  private KubernetesJson() {}

  /** The mapper that understands the fabric8 models; shared, safe for all threads. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /** Reads the UTF-8 JSON of one object as a typed model. */
  public static <T> T decode(byte[] json, Class<T> type) {
    return MAPPER.readValue(json, type);
  }

  /** Reads the UTF-8 JSON of one object as a tree of the caller's own. */
  public static ObjectNode parse(byte[] json) {
    return MAPPER.readValue(json, ObjectNode.class);
  }

  /** The tree of a typed model; the caller's own. */
  public static ObjectNode tree(Object model) {
    return MAPPER.valueToTree(model);
  }

  /** Takes fabric8's own configuration of the mapper, which it keeps to itself. */
  private static final class ConfiguredSerialization extends KubernetesSerialization {

    // Set while the superclass is being constructed: an initializer here would undo that.
    private ObjectMapper mapper;

    ConfiguredSerialization() {
      super(new JsonMapper(), true);
    }

    @Override
    protected ObjectMapper configureMapper(ObjectMapper plain) {
      mapper = super.configureMapper(plain);
      return mapper;
    }
  }
}
