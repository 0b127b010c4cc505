package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import dev.trierarch.catalog.Warnings;
import dev.trierarch.catalog.form.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules that pods are written by. */
public final class PodStrategy implements ResourceStrategy {

  private static final int GRACE_PERIOD_SECONDS = 30;

  @Override
  public void setDefaults(ObjectNode pod) {
    ObjectNode spec = Defaults.child(pod, "spec");
    PodSpecDefaults.set(spec);
    Defaults.bool(spec, "enableServiceLinks", true);
    for (String list : List.of("initContainers", "containers")) {
      Defaults.each(spec, list).forEach(PodStrategy::requestWhatIsLimited);
    }
    requestWhatIsLimited(spec);
    if (spec.path("hostNetwork").asBoolean(false)) {
      for (String list : List.of("initContainers", "containers")) {
        for (ObjectNode container : Defaults.each(spec, list)) {
          Defaults.each(container, "ports").forEach(PodStrategy::useHostPort);
        }
      }
    }
  }

  /** A port of a container is one of its node where they share the network. */
  private static void useHostPort(ObjectNode port) {
    if (port.path("containerPort").isInt()) {
      Defaults.notZero(port, "hostPort", port.path("containerPort").intValue());
    }
  }

  private static void requestWhatIsLimited(ObjectNode container) {
    Defaults.find(container, "resources", "limits")
        .filter(limits -> !limits.isEmpty())
        .ifPresent(
            limits -> {
              ObjectNode requests =
                  Defaults.child(Defaults.child(container, "resources"), "requests");
              limits
                  .properties()
                  .forEach(limit -> Defaults.tree(requests, limit.getKey(), limit.getValue()));
            });
  }

  @Override
  public void prepareForCreate(ObjectNode pod) {
    pod.putObject("status")
        .put("phase", "Pending")
        .put("qosClass", QualityOfService.of(pod.path("spec")));
  }

  @Override
  public void prepareForStatusUpdate(ObjectNode pod, ObjectNode old) {
    ResourceStrategy.super.prepareForStatusUpdate(pod, old);
    ObjectNode status = Defaults.child(pod, "status");
    JsonNode former = old.path("status").path("qosClass");
    if (!former.isMissingNode()) {
      Defaults.tree(status, "qosClass", former);
    }
    firstAddress(status);
  }

  /** The address of a pod is the first of its addresses. */
  private static void firstAddress(ObjectNode status) {
    String address = status.path("podIP").asString("");
    String first = status.path("podIPs").path(0).path("ip").asString("");
    if (address.isEmpty() && !first.isEmpty()) {
      status.put("podIP", first);
    } else if (!address.equals(first)) {
      status.putArray("podIPs").addObject().put("ip", address);
    }
  }

  @Override
  public void validateStatusUpdate(ObjectNode pod, ObjectNode old, FieldErrors errors) {
    Field given = Field.root(pod, errors);
    Field former = Field.root(old, errors);
    PodStatusRules.check(given, former);
    PodUpdateRules.mirror(given, former);
  }

  @Override
  public void validateCreate(ObjectNode pod, FieldErrors errors) {
    Field spec = Field.root(pod, errors).get("spec");
    check(spec);
    if (!spec.get("ephemeralContainers").isEmpty()) {
      spec.get("ephemeralContainers").forbidden("cannot be set on create");
    }
    if (!spec.get("nodeName").isEmpty() && !spec.get("schedulingGates").isEmpty()) {
      spec.get("nodeName").forbidden("cannot be set until all schedulingGates have been cleared");
    }
  }

  private static void check(Field spec) {
    PodSpecRules.check(spec);
    // In templates, upstream takes white space for what it replaces.
    for (String list : List.of("containers", "initContainers", "ephemeralContainers")) {
      for (Field container : spec.get(list).items()) {
        container.get("image").form(Form.TRIMMED);
      }
    }
  }

  @Override
  public void validateUpdate(ObjectNode pod, ObjectNode old, FieldErrors errors) {
    check(Field.root(pod, errors).get("spec"));
    PodUpdateRules.check(Field.root(pod, errors), Field.root(old, errors));
  }

  @Override
  public long defaultGracePeriodSeconds(ObjectNode pod) {
    return pod.path("spec").path("terminationGracePeriodSeconds").asLong(GRACE_PERIOD_SECONDS);
  }

  @Override
  public Map<String, String> selectableFields(JsonNode pod) {
    JsonNode spec = pod.path("spec");
    JsonNode status = pod.path("status");
    Map<String, String> fields = new HashMap<>();
    fields.put("spec.nodeName", spec.path("nodeName").asString(""));
    fields.put("spec.restartPolicy", spec.path("restartPolicy").asString(""));
    fields.put("spec.schedulerName", spec.path("schedulerName").asString(""));
    fields.put("spec.serviceAccountName", spec.path("serviceAccountName").asString(""));
    fields.put("spec.hostNetwork", Boolean.toString(spec.path("hostNetwork").asBoolean(false)));
    fields.put("status.phase", status.path("phase").asString(""));
    fields.put("status.podIP", status.path("podIP").asString(""));
    fields.put("status.podIPs", ""); // may be asked for and is nobody's, as upstream has it
    fields.put("status.nominatedNodeName", status.path("nominatedNodeName").asString(""));
    return fields;
  }

  /** Updates are left alone: they are seldom made by people, and often. */
  @Override
  public void warnOfCreate(Field pod, Warnings warnings) {
    PodWarnings.name(pod, "the Pod's hostname", warnings);
    PodWarnings.check(pod, warnings);
  }
}
