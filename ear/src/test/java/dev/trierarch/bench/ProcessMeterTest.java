package dev.trierarch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessMeterTest {

  @Test
  void ticksAreCountedFromTheEndOfACommandWithSpaces() {
    String stat = "42 (a (b) c) S 1 42 42 0 -1 4194560 1 2 3 4 170 30 0 0 20 0 1 0 9 9 9";

    assertThat(ProcessMeter.ticks(stat)).isEqualTo(200);
  }

  @Test
  void thisProcessHasMemoryAndUsesTheProcessor() {
    ProcessMeter self = new ProcessMeter(ProcessHandle.current().pid());
    double before = self.cpuSeconds();
    long spun = 0;
    while (self.cpuSeconds() - before < 0.05) {
      spun++;
    }

    assertThat(spun).isPositive();
    assertThat(self.residentMebibytes()).isBetween(10.0, 10_000.0);
  }
}
