package dev.trierarch.catalog.scheduling;

import dev.trierarch.catalog.ResourceType;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import java.util.List;

/** The kinds of the scheduling group. */
public final class SchedulingTypes {

  private SchedulingTypes() {}

  /** In the order of discovery. */
  public static List<ResourceType> types() {
    return List.of(
        ResourceType.cluster("priorityclasses", PriorityClass.class)
            .shortNames("pc")
            .strategy(new PriorityClassStrategy())
            .columns(SchedulingColumns.PRIORITY_CLASSES)
            .build());
  }
}
