package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.Warnings;

/** Warns of what a Service says in vain or in an old way. */
final class ServiceWarnings {

  private static final String HINTS = "service.kubernetes.io/topology-aware-hints";
  private static final String HEADLESS = "None";

  private ServiceWarnings() {}

  static void check(Field service, Warnings warnings) {
    Field spec = service.get("spec");
    if (service.at("metadata", "annotations").keys().contains(HINTS)) {
      warnings.add(
          "annotation %s is deprecated, please use service.kubernetes.io/topology-mode instead"
              .formatted(HINTS));
    }
    boolean headless =
        spec.get("type").isText("ClusterIP") && spec.get("clusterIP").isText(HEADLESS);
    if (headless) {
      headless(spec, warnings);
    } else {
      spec.get("clusterIPs").items().forEach(one -> AddressWarnings.address(one, warnings));
    }
    spec.get("externalIPs").items().forEach(one -> AddressWarnings.address(one, warnings));
    if (!spec.get("externalIPs").isEmpty()
        && !headless
        && !spec.get("type").isText("ExternalName")) {
      warnings.add(
          "spec.externalIPs is deprecated and may no longer be implemented in some clusters");
    }
    AddressWarnings.address(spec.get("loadBalancerIP"), warnings);
    spec.get("loadBalancerSourceRanges")
        .items()
        .forEach(range -> AddressWarnings.range(range, warnings));
    names(spec, warnings);
    if (spec.get("trafficDistribution").isText("PreferClose")) {
      warnings.add(
          spec.get("trafficDistribution"), "\"PreferClose\" is deprecated; use \"PreferSameZone\"");
    }
  }

  private static void headless(Field spec, Warnings warnings) {
    if (!spec.get("loadBalancerIP").isEmpty()) {
      warnings.add("spec.loadBalancerIP is ignored for headless services");
    }
    if (!spec.get("externalIPs").isEmpty()) {
      warnings.add("spec.externalIPs is ignored for headless services");
    }
    if (!spec.get("sessionAffinity").isText("None")) {
      warnings.add("spec.SessionAffinity is ignored for headless services");
    }
  }

  private static void names(Field spec, Warnings warnings) {
    boolean named = spec.get("type").isText("ExternalName");
    if (named && !spec.get("externalIPs").isEmpty()) {
      warnings.add("spec.externalIPs is ignored when spec.type is \"ExternalName\"");
    }
    if (!named && !spec.get("externalName").isEmpty()) {
      warnings.add("spec.externalName is ignored when spec.type is not \"ExternalName\"");
    }
  }
}
