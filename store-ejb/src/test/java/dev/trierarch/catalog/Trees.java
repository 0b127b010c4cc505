package dev.trierarch.catalog;

import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Makes trees from YAML, for tests. */
public final class Trees {

  private static final YAMLMapper YAML = new YAMLMapper();

  private Trees() {}

  public static ObjectNode yaml(String text) {
    return (ObjectNode) YAML.readTree(text);
  }
}
