package dev.trierarch.api.protobuf;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Which zero values are no values. Go writes a plain field into protobuf even when it is zero,
 * where JSON would leave it out; a pointer only when it is set, and then a zero means something.
 * The descriptors do not tell plain fields from pointers, so the exceptions stand here.
 */
final class ZeroValues {

  /** Texts that are pointers in Go, where the empty text says something. */
  private static final Set<String> EMPTY_TEXTS_KEPT =
      Set.of(
          "PersistentVolumeClaimSpec.storageClassName",
          "PersistentVolumeClaimSpec.volumeAttributesClassName",
          "ServicePort.appProtocol",
          "EndpointPort.name",
          "LeaseSpec.holderIdentity");

  /** Numbers that are plain in Go: zero is "not set". All others are pointers, or required. */
  private static final Set<String> ZERO_NUMBERS_DROPPED =
      Set.of(
          "ObjectMeta.generation",
          "Probe.initialDelaySeconds",
          "Probe.timeoutSeconds",
          "Probe.periodSeconds",
          "Probe.successThreshold",
          "Probe.failureThreshold",
          "ContainerPort.hostPort",
          "ServicePort.nodePort",
          "ServiceSpec.healthCheckNodePort",
          "DeploymentSpec.minReadySeconds",
          "ReplicaSetSpec.minReadySeconds",
          "DaemonSetSpec.minReadySeconds",
          "StatefulSetSpec.minReadySeconds",
          "ReplicationControllerSpec.minReadySeconds",
          "Event.count",
          "Event.deprecatedCount",
          "ListMeta.remainingItemCount",
          "Status.code",
          "StatusDetails.retryAfterSeconds");

  /** Yes-or-no fields that are plain in Go: no is "not set". */
  private static final Set<String> FALSE_DROPPED =
      Set.of(
          "hostNetwork",
          "hostPID",
          "hostIPC",
          "stdin",
          "stdinOnce",
          "tty",
          "readOnly",
          "paused",
          "unschedulable",
          "publishNotReadyAddresses",
          "denied");

  private ZeroValues() {}

  /** Whether JSON would not show a field with this value. */
  static boolean meansAbsent(String message, String field, JsonNode value) {
    String place = message.substring(message.lastIndexOf('.') + 1) + "." + field;
    if (value.isNull()) {
      return true;
    }
    if (value.isString()) {
      return value.stringValue().isEmpty() && !EMPTY_TEXTS_KEPT.contains(place);
    }
    if (value.isIntegralNumber()) {
      return value.longValue() == 0
          && (ZERO_NUMBERS_DROPPED.contains(place) || field.equals("observedGeneration"));
    }
    return value.isBoolean() && !value.booleanValue() && FALSE_DROPPED.contains(field);
  }
}
