package dev.trierarch.node.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeTallyTest {
  /** {@code +} a success, {@code -} a failure; the verdict after each. */
  @ParameterizedTest
  @CsvSource({
    "true, 1, 3, ---, ++-",
    "true, 1, 3, --+---, +++++-",
    "false, 1, 3, +, +",
    "false, 2, 3, ++, -+",
    "false, 2, 3, +-++, ---+",
    "true, 1, 1, -+-, -+-",
  })
  void thresholdsTurnTheVerdict(
      boolean before, int successes, int failures, String results, String verdicts) {
    ProbeTally tally = new ProbeTally(before, successes, failures);
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < results.length(); i++) {
      tally.record(results.charAt(i) == '+');
      seen.append(tally.verdict() ? '+' : '-');
    }
    assertThat(seen.toString()).isEqualTo(verdicts);
  }
}
