package dev.trierarch.controller.endpointslice;

import dev.trierarch.client.Lister;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.controller.runtime.Triggers;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;

/** From pods to the Services that select them. */
public final class ServiceTriggers {

  private ServiceTriggers() {}

  /** The Services that select a pod, or did before its labels changed. */
  public static Trigger onChangeOfSelected(Lister<Service> services) {
    return Triggers.onChangeOf(
        Pod.class,
        pod ->
            services.list(pod.getMetadata().getNamespace()).stream()
                .filter(service -> ServicePods.selects(service, pod))
                .map(
                    service ->
                        services.keyOf(
                            service.getMetadata().getNamespace(), service.getMetadata().getName()))
                .toList());
  }
}
