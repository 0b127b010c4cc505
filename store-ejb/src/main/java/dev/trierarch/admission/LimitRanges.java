package dev.trierarch.admission;

import dev.trierarch.quota.Amounts;
import dev.trierarch.quota.PodResources;
import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.Trees;
import dev.trierarch.store.KubernetesJson;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.VolumeResourceRequirements;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives containers what their namespace's limit ranges say, and holds pods and claims to them. */
final class LimitRanges implements AdmissionPlugin {

  private static final String CONTAINER = "Container";

  @Override
  public void mutate(AdmissionRequest request) {
    if (isNewPod(request)) {
      ranges(request)
          .flatMap(range -> items(range, CONTAINER))
          .forEach(item -> containers(request).forEach(each -> setDefaults(each, item)));
    }
  }

  @Override
  public void validate(AdmissionRequest request) {
    if (isNewPod(request)) {
      ranges(request).forEach(range -> refuseIfAny(request, brokenByPod(request, range)));
    } else if (request.isFor("persistentvolumeclaims") && request.operation() != Operation.DELETE) {
      ranges(request).forEach(range -> refuseIfAny(request, brokenByClaim(request, range)));
    }
  }

  private static boolean isNewPod(AdmissionRequest request) {
    return request.isFor("pods") && request.operation() == Operation.CREATE;
  }

  private static Stream<LimitRange> ranges(AdmissionRequest request) {
    return request
        .image()
        .list("limitranges", request.namespace())
        .map(stored -> stored.as(LimitRange.class));
  }

  private static Stream<LimitRangeItem> items(LimitRange range, String type) {
    return range.getSpec().getLimits().stream().filter(item -> item.getType().equals(type));
  }

  private static List<String> brokenByPod(AdmissionRequest request, LimitRange range) {
    Pod pod = typed(request, Pod.class);
    Stream<String> byContainers =
        items(range, CONTAINER)
            .flatMap(
                item ->
                    Stream.concat(
                            pod.getSpec().getContainers().stream(),
                            pod.getSpec().getInitContainers().stream())
                        .flatMap(container -> brokenByContainer(item, container)));
    Stream<String> byWhole =
        items(range, "Pod")
            .flatMap(
                item ->
                    LimitBounds.brokenByCompute(
                        item, PodResources.requests(pod), PodResources.limits(pod))
                        .stream());
    return Stream.concat(byContainers, byWhole).distinct().toList();
  }

  private static Stream<String> brokenByContainer(LimitRangeItem item, Container container) {
    ResourceRequirements resources = container.getResources();
    Amounts requests = resources == null ? Amounts.none() : Amounts.of(resources.getRequests());
    Amounts limits = resources == null ? Amounts.none() : Amounts.of(resources.getLimits());
    return LimitBounds.brokenByCompute(item, requests, limits).stream();
  }

  private static List<String> brokenByClaim(AdmissionRequest request, LimitRange range) {
    VolumeResourceRequirements resources =
        typed(request, PersistentVolumeClaim.class).getSpec().getResources();
    Amounts requests = resources == null ? Amounts.none() : Amounts.of(resources.getRequests());
    return items(range, "PersistentVolumeClaim")
        .flatMap(item -> LimitBounds.brokenByClaim(item, requests).stream())
        .distinct()
        .toList();
  }

  private static <T> T typed(AdmissionRequest request, Class<T> model) {
    return KubernetesJson.mapper().treeToValue(request.object(), model);
  }

  private static void refuseIfAny(AdmissionRequest request, List<String> problems) {
    if (!problems.isEmpty()) {
      String all = String.join(", ", problems);
      throw ApiErrors.forbidden(
          request.type(), request.name(), problems.size() == 1 ? all : "[" + all + "]");
    }
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
}
