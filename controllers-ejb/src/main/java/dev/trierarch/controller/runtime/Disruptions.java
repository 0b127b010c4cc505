package dev.trierarch.controller.runtime;

import dev.trierarch.client.Client;
import dev.trierarch.client.model.Times;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;

/** Says on a pod why the control plane is about to take it away. */
public final class Disruptions {

  private static final String TYPE = "DisruptionTarget";

  private Disruptions() {}

  public static void mark(Client client, Pod pod, String reason, String message, Instant now) {
    client.modifyStatus(
        Pod.class,
        pod.getMetadata().getNamespace(),
        pod.getMetadata().getName(),
        current ->
            new PodBuilder(current)
                .editOrNewStatus()
                .removeMatchingFromConditions(condition -> TYPE.equals(condition.getType()))
                .addNewCondition()
                .withType(TYPE)
                .withStatus("True")
                .withReason(reason)
                .withMessage(message)
                .withLastTransitionTime(Times.seconds(now))
                .endCondition()
                .endStatus()
                .build());
  }
}
