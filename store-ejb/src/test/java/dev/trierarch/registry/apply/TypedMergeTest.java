package dev.trierarch.registry.apply;

import static dev.trierarch.registry.Cluster.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.registry.Trees;
import dev.trierarch.schema.Schema;
import dev.trierarch.schema.Schemas;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TypedMergeTest {

  private static final Schema POD = Schemas.builtIn().byKind("v1", "Pod").orElseThrow();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a field that is applied replaces the one that is there | {spec: {nodeName: a}} | {spec: {nodeName: b}} | {spec: {nodeName: b}}",
        "what is not applied stays | {spec: {nodeName: a, hostname: h}} | {spec: {nodeName: b}} | {spec: {nodeName: b, hostname: h}}",
        "maps are merged by key | {metadata: {labels: {a: 1x, b: 2x}}} | {metadata: {labels: {b: 3x, c: 4x}}} | {metadata: {labels: {a: 1x, b: 3x, c: 4x}}}",
        "keyed lists are merged by key | {spec: {containers: [{name: a, image: x}, {name: b, image: y}]}} | {spec: {containers: [{name: b, image: z}]}} | {spec: {containers: [{name: a, image: x}, {name: b, image: z}]}}",
        "new elements come after those that are there | {spec: {containers: [{name: a}, {name: b}]}} | {spec: {containers: [{name: c}]}} | {spec: {containers: [{name: a}, {name: b}, {name: c}]}}",
        "what is applied keeps its order | {spec: {containers: [{name: a}, {name: b}]}} | {spec: {containers: [{name: b}, {name: a}]}} | {spec: {containers: [{name: b}, {name: a}]}}",
        "ports are told apart by port and protocol | {spec: {containers: [{name: a, ports: [{containerPort: 53, protocol: UDP}]}]}} | {spec: {containers: [{name: a, ports: [{containerPort: 53}]}]}} | {spec: {containers: [{name: a, ports: [{containerPort: 53, protocol: UDP}, {containerPort: 53}]}]}}",
        "what lives twice and is not applied stays twice | {spec: {containers: [{name: a, env: [{name: X, value: p}, {name: X, value: q}]}]}} | {spec: {containers: [{name: a, env: [{name: Y}]}]}} | {spec: {containers: [{name: a, env: [{name: X, value: p}, {name: X, value: q}, {name: Y}]}]}}",
        "what lives twice and is applied is there once | {spec: {containers: [{name: a, env: [{name: X, value: p}, {name: X, value: q}]}]}} | {spec: {containers: [{name: a, env: [{name: X, value: r}]}]}} | {spec: {containers: [{name: a, env: [{name: X, value: r}]}]}}",
        "sets are joined | {metadata: {finalizers: [x, y]}} | {metadata: {finalizers: [y, z]}} | {metadata: {finalizers: [x, y, z]}}",
        "lists that are atomic are replaced | {spec: {containers: [{name: a, command: [x, y]}]}} | {spec: {containers: [{name: a, command: [z]}]}} | {spec: {containers: [{name: a, command: [z]}]}}",
        "objects that are atomic are replaced | {spec: {nodeSelector: {a: x}}} | {spec: {nodeSelector: {b: y}}} | {spec: {nodeSelector: {b: y}}}",
      })
  void whatIsAppliedIsLaidOverWhatIsThere(
      String rule, String live, String applied, String expected) {
    JsonNode merged = TypedMerge.merge(POD, tree(live), tree(applied));
    assertThat(Trees.same(merged, tree(expected))).as("%s: %s", rule, merged).isTrue();
  }
}
