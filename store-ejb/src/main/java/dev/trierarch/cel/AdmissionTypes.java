package dev.trierarch.cel;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.DYN;
import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;
import static dev.cel.common.types.SimpleType.TIMESTAMP;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.StructType;
import java.util.Map;

/** The types of what admission expressions are told of a request, beside its objects. */
final class AdmissionTypes {

  private static final CelType STRINGS = ListType.create(STRING);
  private static final CelType TEXTS_BY_NAME = MapType.create(STRING, STRING);

  private AdmissionTypes() {}

  static StructType request(RecordTypes types) {
    CelType kind =
        types.add(
            "kubernetes.GroupVersionKind",
            Map.of("group", STRING, "version", STRING, "kind", STRING));
    CelType resource =
        types.add(
            "kubernetes.GroupVersionResource",
            Map.of("group", STRING, "version", STRING, "resource", STRING));
    CelType user =
        types.add(
            "kubernetes.UserInfo",
            Map.of(
                "username", STRING,
                "uid", STRING,
                "groups", STRINGS,
                "extra", MapType.create(STRING, STRINGS)));
    return types.add(
        "kubernetes.AdmissionRequest",
        Map.ofEntries(
            Map.entry("kind", kind),
            Map.entry("resource", resource),
            Map.entry("subResource", STRING),
            Map.entry("requestKind", kind),
            Map.entry("requestResource", resource),
            Map.entry("requestSubResource", STRING),
            Map.entry("name", STRING),
            Map.entry("namespace", STRING),
            Map.entry("operation", STRING),
            Map.entry("userInfo", user),
            Map.entry("dryRun", BOOL),
            Map.entry("options", DYN)));
  }

  static StructType namespace(RecordTypes types) {
    CelType spec = types.add("kubernetes.NamespaceSpec", Map.of("finalizers", STRINGS));
    CelType condition =
        types.add(
            "kubernetes.NamespaceCondition",
            Map.of(
                "status", STRING,
                "type", STRING,
                "lastTransitionTime", TIMESTAMP,
                "message", STRING,
                "reason", STRING));
    CelType status =
        types.add(
            "kubernetes.NamespaceStatus",
            Map.of("conditions", ListType.create(condition), "phase", STRING));
    CelType metadata =
        types.add(
            "kubernetes.NamespaceMetadata",
            Map.ofEntries(
                Map.entry("name", STRING),
                Map.entry("generateName", STRING),
                Map.entry("namespace", STRING),
                Map.entry("labels", TEXTS_BY_NAME),
                Map.entry("annotations", TEXTS_BY_NAME),
                Map.entry("UID", STRING),
                Map.entry("creationTimestamp", TIMESTAMP),
                Map.entry("deletionGracePeriodSeconds", INT),
                Map.entry("deletionTimestamp", TIMESTAMP),
                Map.entry("generation", INT),
                Map.entry("resourceVersion", STRING),
                Map.entry("finalizers", STRINGS)));
    return types.add(
        "kubernetes.Namespace", Map.of("metadata", metadata, "spec", spec, "status", status));
  }
}
