package dev.trierarch.catalog.autoscaling;

import dev.trierarch.catalog.ResourceType;
import java.util.List;

/** The kinds of the autoscaling group, one storage in two versions. */
public final class AutoscalingTypes {

  private AutoscalingTypes() {}

  /** In the order of discovery. */
  public static List<ResourceType> types() {
    return List.of(
        ResourceType.namespaced(
                "horizontalpodautoscalers",
                io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler.class)
            .shortNames("hpa")
            .categories("all")
            .subresources("status")
            .strategy(new HorizontalPodAutoscalerStrategy())
            .columns(AutoscalingColumns.HORIZONTAL_POD_AUTOSCALERS)
            .build(),
        ResourceType.namespaced(
                "horizontalpodautoscalers",
                io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler.class)
            .shortNames("hpa")
            .categories("all")
            .subresources("status")
            .strategy(new HorizontalPodAutoscalerStrategy())
            .storedAs(
                "horizontalpodautoscalers.autoscaling", new HorizontalPodAutoscalerV1Conversion())
            .columns(AutoscalingColumns.HORIZONTAL_POD_AUTOSCALERS)
            .build());
  }
}
