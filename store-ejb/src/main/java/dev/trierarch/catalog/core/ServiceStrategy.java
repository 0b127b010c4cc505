package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import dev.trierarch.catalog.Semantic;
import dev.trierarch.catalog.Warnings;
import dev.trierarch.catalog.form.Form;
import dev.trierarch.catalog.form.IpAddresses;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules that Services are written by; addresses and node ports are given by admission. */
public final class ServiceStrategy implements ResourceStrategy {

  private static final int AFFINITY_SECONDS = 10_800;
  private static final String HEADLESS = "None";

  @Override
  public void setDefaults(ObjectNode service) {
    ObjectNode spec = Defaults.child(service, "spec");
    Defaults.text(spec, "type", "ClusterIP");
    Defaults.text(spec, "sessionAffinity", "None");
    if (is(spec, "sessionAffinity", "ClientIP")) {
      ObjectNode config = Defaults.child(spec, "sessionAffinityConfig");
      Defaults.number(Defaults.child(config, "clientIP"), "timeoutSeconds", AFFINITY_SECONDS);
    }
    Defaults.each(spec, "ports").forEach(ServiceStrategy::port);
    if (!is(spec, "type", "ExternalName")) {
      Defaults.text(spec, "internalTrafficPolicy", "Cluster");
      families(spec);
    }
    if (is(spec, "type", "NodePort") || is(spec, "type", "LoadBalancer")) {
      Defaults.text(spec, "externalTrafficPolicy", "Cluster");
    }
    if (is(spec, "type", "LoadBalancer")) {
      Defaults.bool(spec, "allocateLoadBalancerNodePorts", true);
      Defaults.find(service, "status", "loadBalancer").ifPresent(ServiceStrategy::addressModes);
    }
    String address = spec.path("clusterIP").asString("");
    if (!address.isEmpty() && spec.path("clusterIPs").isEmpty()) {
      spec.putArray("clusterIPs").add(address);
    } else if (address.isEmpty() && !spec.path("clusterIPs").isEmpty()) {
      spec.set("clusterIP", spec.path("clusterIPs").get(0));
    }
  }

  private static void addressModes(ObjectNode loadBalancer) {
    for (ObjectNode place : Defaults.each(loadBalancer, "ingress")) {
      if (!place.path("ip").asString("").isEmpty()) {
        Defaults.text(place, "ipMode", "VIP");
      }
    }
  }

  private static void port(ObjectNode port) {
    Defaults.text(port, "protocol", "TCP");
    JsonNode target = port.path("targetPort");
    boolean unset = target.isMissingNode() || target.asString("").isEmpty();
    if ((unset || (target.isInt() && target.intValue() == 0)) && port.path("port").isInt()) {
      port.put("targetPort", port.path("port").intValue());
    }
  }

  private static void families(ObjectNode spec) {
    boolean v6 = IpAddresses.isV6(spec.path("clusterIP").asString(""));
    if (spec.path("ipFamilies").isEmpty()) {
      spec.putArray("ipFamilies").add(v6 ? "IPv6" : "IPv4");
    }
    Defaults.text(spec, "ipFamilyPolicy", "SingleStack");
  }

  @Override
  public void prepareForCreate(ObjectNode service) {
    service.putObject("status").putObject("loadBalancer");
  }

  @Override
  public void prepareForUpdate(ObjectNode service, ObjectNode old) {
    ResourceStrategy.super.prepareForUpdate(service, old);
    if (service.get("spec") instanceof ObjectNode spec
        && old.get("spec") instanceof ObjectNode former) {
      ServiceUpdate.keepAllocated(spec, former);
      ServiceUpdate.dropWhatTheTypeLeaves(spec, former);
    }
  }

  private static boolean is(ObjectNode spec, String field, String value) {
    return spec.path(field).asString("").equals(value);
  }

  @Override
  public void validateCreate(ObjectNode service, FieldErrors errors) {
    Field spec = Field.root(service, errors).get("spec");
    Field type = spec.get("type");
    ports(spec);
    ServiceAddressRules.check(spec);
    if (type.isText("ExternalName")) {
      String name = spec.get("externalName").text();
      spec.get("externalName")
          .value(name.endsWith(".") ? name.substring(0, name.length() - 1) : name)
          .required()
          .form(Form.DNS_SUBDOMAIN);
    }
    ServiceTypeRules.check(spec);
  }

  private static void ports(Field spec) {
    boolean external = spec.get("type").isText("ExternalName");
    boolean headless = spec.get("clusterIP").isText(HEADLESS);
    Field ports = spec.get("ports");
    if (!external && !headless) {
      ports.required();
    }
    boolean several = ports.items().size() > 1;
    Set<String> taken = new HashSet<>();
    Set<String> takenOnNodes = new HashSet<>();
    ports.uniqueBy("name");
    for (Field port : ports.items()) {
      if (several) {
        port.get("name").required();
      }
      Field nodePort = port.get("nodePort");
      if (nodePort.number() != 0 && spec.get("type").isText("ClusterIP")) {
        nodePort.forbidden("may not be used when `type` is 'ClusterIP'");
      }
      if (nodePort.number() != 0
          && !takenOnNodes.add(port.get("protocol").text() + nodePort.number())) {
        nodePort.duplicate();
      }
      if (!taken.add(port.get("protocol").text() + port.get("port").number())) {
        port.duplicate();
      }
    }
  }

  @Override
  public void validateUpdate(ObjectNode service, ObjectNode old, FieldErrors errors) {
    validateCreate(service, errors);
    Field spec = Field.root(service, errors).get("spec");
    Field former = Field.root(old, errors).get("spec");
    ServiceAddressRules.checkChange(spec, former);
    ServiceTypeRules.checkChange(spec, former);
  }

  @Override
  public void validateStatusUpdate(ObjectNode service, ObjectNode old, FieldErrors errors) {
    Field root = Field.root(service, errors);
    Field loadBalancer = root.at("status", "loadBalancer");
    if (!root.at("spec", "type").isText("LoadBalancer")
        && !loadBalancer.get("ingress").isEmpty()
        && !Semantic.same(loadBalancer.node(), old.path("status").path("loadBalancer"))) {
      loadBalancer
          .get("ingress")
          .forbidden("may only be used when `spec.type` is \"LoadBalancer\"");
    }
    LoadBalancerRules.modes(loadBalancer);
    LoadBalancerRules.check(loadBalancer);
  }

  @Override
  public Form nameRule() {
    return Form.DNS_1035_LABEL;
  }

  @Override
  public Map<String, String> selectableFields(JsonNode service) {
    JsonNode spec = service.path("spec");
    return Map.of(
        "spec.clusterIP", spec.path("clusterIP").asString(""),
        "spec.type", spec.path("type").asString(""));
  }

  @Override
  public boolean createsOnUpdate() {
    return true;
  }

  @Override
  public void warnOfCreate(Field service, Warnings warnings) {
    ServiceWarnings.check(service, warnings);
  }

  @Override
  public void warnOfUpdate(Field service, Field old, Warnings warnings) {
    ServiceWarnings.check(service, warnings);
  }
}
