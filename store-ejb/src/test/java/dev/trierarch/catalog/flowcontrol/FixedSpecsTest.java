package dev.trierarch.catalog.flowcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.catalog.StrategyCase;
import org.junit.jupiter.api.Test;

class FixedSpecsTest {

  private static final String GROUP = "flowcontrol.apiserver.k8s.io/v1";

  private static StrategyCase schema(String name) {
    return new StrategyCase(
        GROUP,
        "FlowSchema",
        """
        metadata: {name: %s}
        spec:
          priorityLevelConfiguration: {name: %s}
          matchingPrecedence: 100
        """
            .formatted(name, name));
  }

  private static StrategyCase level(String name) {
    return new StrategyCase(
        GROUP,
        "PriorityLevelConfiguration",
        """
        metadata: {name: %s}
        spec: {type: Limited, limited: {nominalConcurrencyShares: 5, limitResponse: {type: Reject}}}
        """
            .formatted(name));
  }

  @Test
  void whatEveryRequestCanBeMatchedByStaysAsItIs() {
    assertThat(schema("catch-all").problemsOfUpdate("/spec/matchingPrecedence", "200"))
        .singleElement()
        .asString()
        .startsWith("spec: Invalid value: ")
        .endsWith("spec of 'catch-all' must equal the fixed value");
    assertThat(level("catch-all").problemsOfUpdate("/spec/limited/nominalConcurrencyShares", "9"))
        .singleElement()
        .asString()
        .endsWith("spec of 'catch-all' must equal the fixed value");
  }

  @Test
  void theRestOfThemMayBeChanged() {
    assertThat(schema("catch-all").problemsOfUpdate("/metadata/labels", "{a: b}")).isEmpty();
  }

  @Test
  void othersMayBeChanged() {
    assertThat(schema("own").problemsOfUpdate("/spec/matchingPrecedence", "200")).isEmpty();
    assertThat(level("own").problemsOfUpdate("/spec/limited/nominalConcurrencyShares", "9"))
        .isEmpty();
  }
}
