package dev.trierarch.catalog.flowcontrol;

import dev.trierarch.catalog.ResourceType;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchema;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.PriorityLevelConfiguration;
import java.util.List;

/** The kinds of the flow control group. */
public final class FlowcontrolTypes {

  private FlowcontrolTypes() {}

  /** In the order of discovery. */
  public static List<ResourceType> types() {
    return List.of(
        ResourceType.cluster("flowschemas", FlowSchema.class)
            .subresources("status")
            .strategy(new FlowSchemaStrategy())
            .columns(FlowcontrolColumns.FLOW_SCHEMAS)
            .rowOrder(FlowcontrolColumns.BY_PRECEDENCE)
            .build(),
        ResourceType.cluster("prioritylevelconfigurations", PriorityLevelConfiguration.class)
            .subresources("status")
            .strategy(new PriorityLevelConfigurationStrategy())
            .columns(FlowcontrolColumns.PRIORITY_LEVELS)
            .build());
  }
}
