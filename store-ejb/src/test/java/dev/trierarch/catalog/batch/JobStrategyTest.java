package dev.trierarch.catalog.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.catalog.StrategyCase;
import dev.trierarch.catalog.Trees;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class JobStrategyTest {

  private static final String SUSPENDED =
      """
      metadata: {name: j}
      spec:
        suspend: true
        manualSelector: true
        selector: {matchLabels: {a: b}}
        template:
          metadata: {labels: {a: b}}
          spec: {restartPolicy: Never, containers: [{name: c, image: i}]}
      """;

  private static List<String> problemsOf(String example, String pointer, String value) {
    return new StrategyCase("batch/v1", "Job", example).problemsOfUpdate(pointer, value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /spec/template/metadata/annotations       | {c: d}
          /spec/template/spec/nodeSelector          | {zone: a}
          /spec/template/spec/tolerations           | [{key: a, operator: Exists}]
          /spec/template/spec/schedulingGates       | [{name: a}]
          /spec/template/spec/containers/0/resources | {limits: {cpu: "2"}}
          """)
  void aJobThatWaitsMayBeToldWhereToRun(String pointer, String value) {
    assertThat(problemsOf(SUSPENDED, pointer, value)).isEmpty();
  }

  @Test
  void itIsNotAnotherJobThough() {
    assertThat(problemsOf(SUSPENDED, "/spec/template/spec/containers/0/image", "k"))
        .singleElement()
        .asString()
        .startsWith("spec.template: Invalid value: ")
        .endsWith("field is immutable");
  }

  @Test
  void oneThatHasBegunKeepsItsTemplate() {
    ObjectNode begun = Trees.yaml(SUSPENDED);
    begun.putObject("status").put("startTime", "2026-01-01T00:00:00Z");
    assertThat(problemsOf(begun.toString(), "/spec/template/spec/nodeSelector", "{zone: a}"))
        .hasSize(1);
  }

  @Test
  void anIndexedJobGrowsAsAWhole() {
    ObjectNode indexed = Trees.yaml(SUSPENDED);
    ((ObjectNode) indexed.get("spec"))
        .put("completionMode", "Indexed")
        .put("completions", 2)
        .put("parallelism", 3);
    assertThat(problemsOf(indexed.toString(), "/spec/completions", "3")).isEmpty();
    assertThat(problemsOf(indexed.toString(), "/spec/completions", "4"))
        .containsExactly(
            "spec.completions: Invalid value: 4: can only be modified in tandem with"
                + " spec.parallelism");
  }
}
