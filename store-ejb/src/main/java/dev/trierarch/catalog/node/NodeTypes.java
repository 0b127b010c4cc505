package dev.trierarch.catalog.node;

import dev.trierarch.catalog.ResourceType;
import io.fabric8.kubernetes.api.model.node.v1.RuntimeClass;
import java.util.List;

/** The kinds of the node group. */
public final class NodeTypes {

  private NodeTypes() {}

  /** In the order of discovery. */
  public static List<ResourceType> types() {
    return List.of(
        ResourceType.cluster("runtimeclasses", RuntimeClass.class)
            .strategy(new RuntimeClassStrategy())
            .columns(NodeApiColumns.RUNTIME_CLASSES)
            .build());
  }
}
