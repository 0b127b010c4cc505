package dev.trierarch.api.protobuf;

import java.util.Set;

/** Which message encodes a kind. */
final class MessageNames {

  private static final String META = "k8s.io.apimachinery.pkg.apis.meta.v1.";

  /** What belongs to no group, and options that every group has under its own name. */
  private static final Set<String> META_KINDS =
      Set.of(
          "DeleteOptions",
          "CreateOptions",
          "UpdateOptions",
          "PatchOptions",
          "ListOptions",
          "GetOptions",
          "Status",
          "PartialObjectMetadata",
          "PartialObjectMetadataList",
          "APIVersions",
          "APIGroup",
          "APIGroupList",
          "APIResourceList");

  private MessageNames() {}

  /** E.g. {@code k8s.io.api.rbac.v1.Role} for rbac.authorization.k8s.io/v1 and Role. */
  static String of(String apiVersion, String kind) {
    if (META_KINDS.contains(kind)) {
      return META + kind;
    }
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "core" : apiVersion.substring(0, slash);
    String version = apiVersion.substring(slash + 1);
    int dot = group.indexOf('.');
    String shortGroup = dot < 0 ? group : group.substring(0, dot);
    String home =
        switch (shortGroup) {
          case "apiextensions" -> "k8s.io.apiextensions_apiserver.pkg.apis.apiextensions";
          case "apiregistration" -> "k8s.io.kube_aggregator.pkg.apis.apiregistration";
          default -> "k8s.io.api." + shortGroup;
        };
    return home + "." + version + "." + kind;
  }
}
