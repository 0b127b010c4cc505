package dev.trierarch.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.catalog.BuiltInCatalog;
import dev.trierarch.catalog.Examples;
import dev.trierarch.catalog.ResourceType;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Of every kind that has a status: neither part touches the other, and only spec is counted. */
class StatusAndSpecTest {

  private final Cluster cluster = new Cluster();

  private static Stream<String> kindsWithStatus() {
    return new BuiltInCatalog()
        .types().stream()
            .filter(type -> type.stored() && type.hasSubresource("status"))
            .map(ResourceType::groupResource)
            .distinct();
  }

  @ParameterizedTest
  @MethodSource("kindsWithStatus")
  void neitherPartTouchesTheOther(String resource) {
    ResourceType type = cluster.type(resource);
    if (!cluster.exists("serviceaccounts", "default", "default")) {
      cluster.create("serviceaccounts", "default", "{metadata: {name: default}}");
    }
    ObjectNode example = Examples.of(type.kind());
    String name = example.at("/metadata/name").asString();
    String namespace = type.namespaced() ? "default" : "";
    ObjectNode created = cluster.create(resource, namespace, example.toString()).object().tree();

    ObjectNode reported =
        cluster
            .modify(
                resource,
                namespace,
                name,
                "status",
                object -> {
                  object.remove("spec");
                  object.set("status", statusOf(type));
                  return object;
                })
            .object()
            .tree();
    assertThat(reported.get("spec")).isEqualTo(created.get("spec"));
    assertThat(reported.path("status").propertyStream()).as("status").isNotEmpty();
    assertThat(generation(reported)).isEqualTo(generation(created));

    ObjectNode labelled =
        cluster
            .modify(
                resource,
                namespace,
                name,
                "",
                object -> {
                  object.withObject("/metadata/labels").put("more", "yes");
                  object.remove("status");
                  return object;
                })
            .object()
            .tree();
    assertThat(labelled.get("status")).isEqualTo(reported.get("status"));
    assertThat(generation(labelled)).isEqualTo(generation(created));
  }

  private static ObjectNode statusOf(ResourceType type) {
    return Cluster.tree(
        switch (type.kind()) {
          case "CronJob" -> "{lastScheduleTime: '2026-01-01T00:00:00Z'}";
          case "CustomResourceDefinition" -> "{storedVersions: [v1]}";
          case "Ingress" -> "{loadBalancer: {ingress: [{ip: 10.0.0.1}]}}";
          case "Namespace" -> "{phase: Active, conditions: [{type: Example, status: 'True'}]}";
          case "PersistentVolume" -> "{phase: Bound}";
          case "ResourceClaim" ->
              "{allocation: {devices: {}}, reservedFor: [{resource: pods, name: p, uid: u}]}";
          case "ResourceQuota" -> "{hard: {pods: '3'}}";
          case "VolumeAttachment" -> "{attached: true}";
          case "HorizontalPodAutoscaler" -> "{currentReplicas: 1, desiredReplicas: 2}";
          case "ReplicationController", "ReplicaSet", "StatefulSet" -> "{replicas: 1}";
          default -> "{conditions: [{type: Example, status: 'True'}]}";
        });
  }

  private static JsonNode generation(ObjectNode object) {
    return object.path("metadata").path("generation");
  }
}
