package dev.trierarch.bench.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.bench.robustness.process.Fault;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short runs of the robustness driver; {@code -Drobustness.seed=N} repeats one. */
class RobustnessTest {

  private static final Path HISTORIES = Path.of("target");

  private final long seed = Long.getLong("robustness.seed", System.nanoTime());

  @TempDir private Path directory;

  @Test
  void theStoreOnSqliteKeepsItsPromisesWhenItsProcessIsLost() throws Exception {
    try (RobustnessRun run = RobustnessRun.onSqlite(directory, HISTORIES, seed)) {
      expectNoViolation(
          run,
          List.of(
              Fault.BEFORE_COMMIT,
              Fault.AFTER_COMMIT_BEFORE_ANSWER,
              Fault.IN_COMPACTION,
              Fault.IN_RESTORE));
    }
  }

  @Test
  @Tag("postgresql")
  void twoStoresOnPostgresqlKeepTheirPromisesWhenOneIsLostOrItsConnection() throws Exception {
    try (RobustnessRun run = RobustnessRun.onPostgresql(directory, HISTORIES, seed)) {
      expectNoViolation(
          run,
          List.of(
              Fault.CUT_CONNECTIONS,
              Fault.AFTER_ANSWER_BEFORE_WATCHERS,
              Fault.IN_TAIL,
              Fault.IN_SNAPSHOT));
    }
  }

  private void expectNoViolation(RobustnessRun run, List<Fault> faults) throws Exception {
    for (Fault fault : faults) {
      RoundResult result = run.round(fault);
      assertThat(result.violations())
          .as("seed %d, all that was seen is in %s", seed, result.history())
          .isEmpty();
      assertThat(result.struck()).as("%s, seed %d", fault, seed).isTrue();
      assertThat(result.watchedRows()).as("%s, seed %d", fault, seed).isPositive();
    }
  }
}
