package dev.trierarch.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.api.health.HealthChecks.Check;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthReportTest {

  private static final List<Check> CHECKS =
      List.of(
          new Check("ping", () -> true),
          new Check("store", () -> false),
          new Check(
              "broken",
              () -> {
                throw new IllegalStateException("meant to break");
              }));

  @Test
  void everyCheckHasALineAndNoReason() {
    assertThat(HealthReport.of("readyz", CHECKS, List.of()))
        .isEqualTo(
            new HealthReport(
                false,
                """
                [+]ping ok
                [-]store failed: reason withheld
                [-]broken failed: reason withheld
                readyz check failed
                """));
  }

  @Test
  void excludedChecksAreNotMadeAndUnknownOnesAreNamed() {
    assertThat(
            HealthReport.of("readyz", CHECKS, List.of("store", "x\"y", "broken", "etcd", "etcd")))
        .isEqualTo(
            new HealthReport(
                true,
                """
                [+]ping ok
                [+]store excluded: ok
                [+]broken excluded: ok
                warn: some health checks cannot be excluded: no matches for "etcd","x\\"y"
                readyz check passed
                """));
  }
}
