package dev.trierarch.admission;

import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.Trees;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives containers what their namespace's limit ranges say, and holds them to it. */
final class LimitRanges implements AdmissionPlugin {

  @Override
  public void mutate(AdmissionRequest request) {
    if (isNewPod(request)) {
      for (LimitRangeItem item : items(request)) {
        containers(request).forEach(container -> setDefaults(container, item));
      }
    }
  }

  @Override
  public void validate(AdmissionRequest request) {
    if (isNewPod(request)) {
      for (LimitRangeItem item : items(request)) {
        containers(request).forEach(container -> check(request, container, item));
      }
    }
  }

  private static boolean isNewPod(AdmissionRequest request) {
    return request.isFor("pods") && request.operation() == Operation.CREATE;
  }

  private static List<LimitRangeItem> items(AdmissionRequest request) {
    return request
        .image()
        .list("limitranges", request.namespace())
        .flatMap(stored -> stored.as(LimitRange.class).getSpec().getLimits().stream())
        .filter(item -> item.getType().equals("Container"))
        .toList();
  }

  private static List<ObjectNode> containers(AdmissionRequest request) {
    JsonNode spec = request.object().path("spec");
    return Stream.of("containers", "initContainers")
        .flatMap(field -> spec.path(field).valueStream())
        .map(ObjectNode.class::cast)
        .toList();
  }

  private static void setDefaults(ObjectNode container, LimitRangeItem item) {
    boolean said = container.has("resources");
    ObjectNode resources = Trees.child(container, "resources");
    put(resources, "limits", item.getDefault());
    put(resources, "requests", item.getDefaultRequest());
    if (!said && resources.isEmpty()) {
      container.remove("resources");
    }
  }

  private static void put(ObjectNode resources, String field, Map<String, Quantity> defaults) {
    if (defaults == null || defaults.isEmpty()) {
      return;
    }
    ObjectNode there = Trees.child(resources, field);
    defaults.forEach(
        (resource, quantity) -> {
          if (!there.has(resource)) {
            there.put(resource, quantity.toString());
          }
        });
  }

  private static void check(AdmissionRequest request, ObjectNode container, LimitRangeItem item) {
    JsonNode resources = container.path("resources");
    of(item.getMax())
        .forEach(
            (resource, most) -> {
              JsonNode limit = resources.path("limits").path(resource);
              if (limit.isMissingNode()) {
                refuse(
                    request,
                    "maximum %s usage per Container is %s.  No limit is specified",
                    resource,
                    most,
                    "");
              } else if (compare(limit, most) > 0) {
                refuse(
                    request,
                    "maximum %s usage per Container is %s, but limit is %s",
                    resource,
                    most,
                    limit.asString());
              }
            });
    of(item.getMin())
        .forEach(
            (resource, least) -> {
              JsonNode wanted = resources.path("requests").path(resource);
              if (wanted.isMissingNode()) {
                refuse(
                    request,
                    "minimum %s usage per Container is %s.  No request is specified",
                    resource,
                    least,
                    "");
              } else if (compare(wanted, least) < 0) {
                refuse(
                    request,
                    "minimum %s usage per Container is %s, but request is %s",
                    resource,
                    least,
                    wanted.asString());
              }
            });
  }

  private static Map<String, Quantity> of(Map<String, Quantity> quantities) {
    return quantities == null ? Map.of() : quantities;
  }

  private static int compare(JsonNode quantity, Quantity bound) {
    return new Quantity(quantity.asString())
        .getNumericalAmount()
        .compareTo(bound.getNumericalAmount());
  }

  private static void refuse(
      AdmissionRequest request, String message, String resource, Quantity bound, String actual) {
    throw ApiErrors.forbidden(
        request.type(), request.name(), message.formatted(resource, bound, actual).strip());
  }
}
