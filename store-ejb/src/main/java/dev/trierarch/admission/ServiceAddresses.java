package dev.trierarch.admission;

import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.FieldErrors.Reason;
import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.Trees;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives Services their cluster address and node ports, and takes them back. */
final class ServiceAddresses implements AdmissionPlugin {

  private static final String HEADLESS = "None";

  private final ServiceIps ips;
  private final NodePorts nodePorts;

  ServiceAddresses(ServiceIps ips, NodePorts nodePorts) {
    this.ips = ips;
    this.nodePorts = nodePorts;
  }

  @Override
  public void mutate(AdmissionRequest request) {
    if (!request.isFor("services") || request.operation() == Operation.DELETE) {
      return;
    }
    ObjectNode spec = Trees.child(request.object(), "spec");
    JsonNode old = request.old() == null ? request.object().objectNode() : request.old();
    align(spec);
    if (request.operation() == Operation.UPDATE) {
      keepWhatItHas(spec, old.path("spec"));
    }
    assignAddress(request, spec, old.path("spec"));
    assignNodePorts(request, spec, old.path("spec"));
  }

  @Override
  public void validate(AdmissionRequest request) {
    if (request.isFor("services") && request.operation() == Operation.DELETE) {
      release(request, request.old().path("spec"));
    }
  }

  /** {@code clusterIP} and the first of {@code clusterIPs} are the same thing. */
  private static void align(ObjectNode spec) {
    String single = Trees.text(spec, "clusterIP");
    String first = spec.path("clusterIPs").path(0).asString("");
    if (single.isEmpty() && !first.isEmpty()) {
      spec.put("clusterIP", first);
    } else if (!single.isEmpty() && first.isEmpty()) {
      spec.putArray("clusterIPs").add(single);
    }
  }

  /** An update that leaves out what the server gave does not give it up. */
  private static void keepWhatItHas(ObjectNode spec, JsonNode old) {
    if (needsAddress(spec) && needsAddress(old) && Trees.text(spec, "clusterIP").isEmpty()) {
      Trees.copyField(old, spec, "clusterIP");
      Trees.copyField(old, spec, "clusterIPs");
    }
    if (!needsAddress(spec) && address(spec).equals(address(old))) {
      spec.remove("clusterIP");
      spec.remove("clusterIPs");
      spec.remove("ipFamilies");
      spec.remove("ipFamilyPolicy");
    }
    boolean keepPorts = needsNodePorts(spec) && needsNodePorts(old);
    boolean dropPorts = !needsNodePorts(spec) && needsNodePorts(old);
    for (JsonNode port : spec.path("ports")) {
      int before = nodePortOf(old, port);
      int wanted = port.path("nodePort").asInt(0);
      if (keepPorts && wanted == 0 && before != 0) {
        ((ObjectNode) port).put("nodePort", before);
      } else if (dropPorts && wanted == before) {
        ((ObjectNode) port).remove("nodePort");
      }
    }
    if (needsHealthCheck(spec) && needsHealthCheck(old) && !spec.has("healthCheckNodePort")) {
      Trees.copyField(old, spec, "healthCheckNodePort");
    } else if (!needsHealthCheck(spec)) {
      spec.remove("healthCheckNodePort");
    }
  }

  private static int nodePortOf(JsonNode spec, JsonNode port) {
    for (JsonNode candidate : spec.path("ports")) {
      if (candidate.path("port").asInt(0) == port.path("port").asInt(0)
          && protocol(candidate).equals(protocol(port))) {
        return candidate.path("nodePort").asInt(0);
      }
    }
    return 0;
  }

  private static String protocol(JsonNode port) {
    return port.path("protocol").asString("TCP");
  }

  private void assignAddress(AdmissionRequest request, ObjectNode spec, JsonNode old) {
    String had = address(old);
    String wanted = address(spec);
    if (!had.isEmpty() && !had.equals(wanted)) {
      ips.release(request, had);
    }
    if (!needsAddress(spec)) {
      return;
    }
    if (Trees.text(spec, "clusterIP").equals(HEADLESS)) {
      setFamily(spec);
      return;
    }
    if (wanted.isEmpty() || !wanted.equals(had)) {
      String taken = take(request, spec, wanted);
      spec.put("clusterIP", taken);
      spec.putArray("clusterIPs").add(taken);
    }
    setFamily(spec);
  }

  private static void setFamily(ObjectNode spec) {
    if (!spec.has("ipFamilies")) {
      spec.putArray("ipFamilies").add("IPv4");
    }
    if (!spec.has("ipFamilyPolicy")) {
      spec.put("ipFamilyPolicy", "SingleStack");
    }
  }

  private String take(AdmissionRequest request, ObjectNode spec, String wanted) {
    if (!wanted.isEmpty() && !AddressRange.isAddress(wanted)) {
      return wanted; // no address at all: validation says so in its own words
    }
    try {
      return ips.take(request, wanted);
    } catch (AllocationException e) {
      FieldErrors errors = new FieldErrors();
      String shown = wanted.isEmpty() ? "null" : spec.path("clusterIPs").toString();
      errors.add(
          Reason.INVALID,
          "spec.clusterIPs",
          "Invalid value: %s: failed to allocate IP%s: %s"
              .formatted(shown, wanted.isEmpty() ? "" : " " + wanted, e.getMessage()));
      throw ApiErrors.invalid(request.type(), request.name(), errors);
    }
  }

  private void assignNodePorts(AdmissionRequest request, ObjectNode spec, JsonNode old) {
    if (!needsNodePorts(spec)) {
      return;
    }
    NodePorts.Ledger ledger = nodePorts.open(request);
    boolean any =
        !Trees.text(spec, "type").equals("LoadBalancer")
            || spec.path("allocateLoadBalancerNodePorts").asBoolean(true);
    for (int i = 0; i < spec.path("ports").size(); i++) {
      ObjectNode port = (ObjectNode) spec.path("ports").get(i);
      assign(request, ledger, port, "nodePort", "spec.ports[" + i + "].nodePort", old, any);
    }
    if (needsHealthCheck(spec)) {
      assign(request, ledger, spec, "healthCheckNodePort", "spec.healthCheckNodePort", old, true);
    }
    ledger.close(request);
  }

  private static void assign(
      AdmissionRequest request,
      NodePorts.Ledger ledger,
      ObjectNode holder,
      String field,
      String path,
      JsonNode old,
      boolean any) {
    int wanted = holder.path(field).asInt(0);
    try {
      if (wanted == 0) {
        if (any) {
          holder.put(field, ledger.takeAny());
        }
      } else if (hasPort(old, wanted)) {
        ledger.keep(wanted);
      } else {
        ledger.take(wanted);
      }
    } catch (AllocationException e) {
      FieldErrors errors = new FieldErrors();
      errors.invalid(path, wanted, e.getMessage());
      throw ApiErrors.invalid(request.type(), request.name(), errors);
    }
  }

  private static boolean hasPort(JsonNode spec, int nodePort) {
    for (JsonNode port : spec.path("ports")) {
      if (port.path("nodePort").asInt(0) == nodePort) {
        return true;
      }
    }
    return spec.path("healthCheckNodePort").asInt(0) == nodePort;
  }

  private void release(AdmissionRequest request, JsonNode spec) {
    String address = address(spec);
    if (!address.isEmpty()) {
      ips.release(request, address);
    }
  }

  /** The cluster address; empty for none and for headless. */
  private static String address(JsonNode spec) {
    String address = Trees.text(spec, "clusterIP");
    return address.equals(HEADLESS) ? "" : address;
  }

  private static boolean needsAddress(JsonNode spec) {
    return spec.isObject() && !Trees.text(spec, "type").equals("ExternalName");
  }

  private static boolean needsNodePorts(JsonNode spec) {
    String type = Trees.text(spec, "type");
    return type.equals("NodePort") || type.equals("LoadBalancer");
  }

  private static boolean needsHealthCheck(JsonNode spec) {
    return Trees.text(spec, "type").equals("LoadBalancer")
        && Trees.text(spec, "externalTrafficPolicy").equals("Local");
  }
}
