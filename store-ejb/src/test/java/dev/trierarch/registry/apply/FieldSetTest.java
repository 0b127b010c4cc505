package dev.trierarch.registry.apply;

import static dev.trierarch.registry.Cluster.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.schema.Schema;
import dev.trierarch.schema.Schemas;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FieldSetTest {

  private static final Schema POD = Schemas.builtIn().byKind("v1", "Pod").orElseThrow();

  private static FieldSet set(String json) {
    return FieldSet.fromJson(JsonMapper.shared().readTree(json));
  }

  @Test
  void aSetIsWhatItWasReadFrom() {
    String json =
        """
        {"f:metadata":{"f:labels":{".":{},"f:app":{}}},\
        "f:spec":{"f:containers":{"k:{\\"name\\":\\"a\\"}":{".":{},"f:image":{}}}}}""";
    assertThat(set(json).toJson().toString()).isEqualTo(json);
  }

  @Test
  void anObjectsFieldsAreItsLeavesAndItsElements() {
    FieldSet fields =
        FieldSets.of(
            POD,
            tree(
                "{metadata: {labels: {app: web}, finalizers: [x]}, spec: {nodeSelector: {a: b},"
                    + " containers: [{name: c, ports: [{containerPort: 80}], command: [x]}],"
                    + " securityContext: {}}}"));
    assertThat(fields)
        .isEqualTo(
            set(
                """
                {"f:metadata":{"f:labels":{"f:app":{}},"f:finalizers":{"v:\\"x\\"":{}}},
                 "f:spec":{"f:nodeSelector":{},"f:securityContext":{},
                  "f:containers":{"k:{\\"name\\":\\"c\\"}":{".":{},"f:name":{},"f:command":{},
                   "f:ports":{"k:{\\"containerPort\\":80,\\"protocol\\":\\"TCP\\"}":
                    {".":{},"f:containerPort":{}}}}}}}
                """));
  }

  @Test
  void setsAreJoinedCutAndSubtractedFieldByField() {
    FieldSet one = set("{\"f:a\":{\".\":{},\"f:x\":{},\"f:y\":{}}}");
    FieldSet other = set("{\"f:a\":{\"f:y\":{},\"f:z\":{}}}");
    assertThat(one.union(other))
        .isEqualTo(set("{\"f:a\":{\".\":{},\"f:x\":{},\"f:y\":{},\"f:z\":{}}}"));
    assertThat(one.intersection(other)).isEqualTo(set("{\"f:a\":{\"f:y\":{}}}"));
    assertThat(one.difference(other)).isEqualTo(set("{\"f:a\":{\".\":{},\"f:x\":{}}}"));
    assertThat(one.has(List.of("f:a", "f:y"))).isTrue();
    assertThat(one.has(List.of("f:a", "f:z"))).isFalse();
  }

  @Test
  void pathsAreShownAsUpstreamShowsThem() {
    FieldSet set =
        set(
            """
            {"f:spec":{"f:containers":{"k:{\\"containerPort\\":80,\\"protocol\\":\\"TCP\\"}":
             {"f:x":{}}}},"f:metadata":{"f:finalizers":{"v:\\"z\\"":{}}}}
            """);
    assertThat(set.paths().stream().map(path -> new Conflict("m", path).field()))
        .containsExactly(
            ".metadata.finalizers[=\"z\"]",
            ".spec.containers[containerPort=80,protocol=\"TCP\"].x");
  }

  @Test
  void aComparisonTellsAddedModifiedAndRemovedApart() {
    Comparison comparison =
        Comparison.of(
            POD,
            tree("{metadata: {labels: {a: x, b: y}}, spec: {containers: [{name: c, image: i}]}}"),
            tree(
                "{metadata: {labels: {a: z}}, spec: {containers: [{name: c, image: i},"
                    + " {name: d, image: j}]}}"));
    assertThat(comparison.modified())
        .isEqualTo(set("{\"f:metadata\":{\"f:labels\":{\"f:a\":{}}}}"));
    assertThat(comparison.removed()).isEqualTo(set("{\"f:metadata\":{\"f:labels\":{\"f:b\":{}}}}"));
    assertThat(comparison.added())
        .isEqualTo(
            set(
                """
                {"f:spec":{"f:containers":{"k:{\\"name\\":\\"d\\"}":
                 {".":{},"f:name":{},"f:image":{}}}}}
                """));
  }
}
