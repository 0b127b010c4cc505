package dev.trierarch.cel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What rules in the schema of a custom resource may say of the values that it describes. */
class SchemaExpressionsTest {

  private static final JsonNode SCHEMA =
      new YAMLMapper()
          .readTree(
              """
              type: object
              properties:
                metadata: {type: object}
                replicas: {type: integer}
                ratio: {type: number}
                names: {type: array, items: {type: string}}
                labels: {type: object, additionalProperties: {type: string}}
                parts: {type: array, items: {type: object, properties: {size: {type: integer}}}}
                port: {x-kubernetes-int-or-string: true}
                anything: {x-kubernetes-preserve-unknown-fields: true}
                open: {type: object, x-kubernetes-preserve-unknown-fields: true}
                born: {type: string, format: date-time}
                age: {type: string, format: duration}
                data: {type: string, format: byte}
                namespace: {type: string}
                a-b.c/d: {type: string}
                my__field: {type: boolean}
                inner: {type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true}
              """);

  private final SchemaExpressions expressions = SchemaExpressions.of(SCHEMA, true).orElseThrow();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "self.replicas > 1 && self.ratio < 1.5 && self.metadata.name.startsWith('a')",
        "self.names.all(n, n != '') && self.labels['a'] == 'b' && 'a' in self.labels",
        "self.parts.exists(p, has(p.size) && p.size > 1) && self.kind == 'A'",
        "self.port == 80 || self.port == 'http'",
        "self.born + self.age > timestamp('2026-01-01T00:00:00Z') && size(self.data) > 1",
        "self.__namespace__ == 'a' && self.a__dash__b__dot__c__slash__d == 'b'",
        "self.my__underscores__field && self.inner.metadata.generateName == ''",
        "self.replicas >= oldSelf.replicas",
        "has(self.open)",
      })
  void whatTheSchemaDescribesMayBeSpokenOf(String rule) {
    assertThat(expressions.compile(rule, false).problemUnless("bool")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "self.other | undefined field 'other'",
        "self.anything | undefined field 'anything'",
        "self.open.a | undefined field 'a'",
        "self.parts[0].weight | undefined field 'weight'",
        "self.metadata.labels | undefined field 'labels'",
        "self.replicas + 'a' | found no matching overload for '_+_' applied to '(int, string)'",
        "self.namespace | undefined field 'namespace'",
      })
  void whatItDoesNotDescribeMayNot(String rule, String issue) {
    assertThat(expressions.compile(rule, false).problem().orElse("")).contains(issue);
  }

  @Test
  void aRuleForCreationsHasAnOptionalOldSelf() {
    String rule = "oldSelf.hasValue() ? oldSelf.value().replicas == self.replicas : true";
    assertThat(expressions.compile(rule, true).problemUnless("bool")).isEmpty();
    assertThat(expressions.compile(rule, false).problem()).isPresent();
    assertThat(expressions.compile(rule, true).variables()).contains("oldSelf");
  }
}
