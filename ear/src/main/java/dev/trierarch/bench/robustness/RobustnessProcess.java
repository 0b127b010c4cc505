package dev.trierarch.bench.robustness;

import dev.trierarch.bench.StepLines;
import dev.trierarch.bench.robustness.check.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The main class of the driver's process: rounds until the time is over, then what they gave. */
public final class RobustnessProcess {

  /** Held, because the logging system forgets loggers that nobody holds. */
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  private static final int PROMISES_SHOWN_MAX = 4;
  private static final int LINE_CHARACTERS_MAX = 400;
  private static final int FAILED = 1;

  private RobustnessProcess() {}

  /**
   * @param arguments the directory to work in, the one that keeps the history of a broken promise,
   *     {@code sqlite} or {@code postgresql}, minutes, and the seed
   */
  public static void main(String[] arguments) throws IOException {
    ROOT_LOGGER.setLevel(Level.SEVERE);
    Path directory = Files.createDirectories(Path.of(arguments[0]));
    Path kept = Files.createDirectories(Path.of(arguments[1]));
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(Long.parseLong(arguments[3]));
    long seed = Long.parseLong(arguments[4]);
    RobustnessRun run =
        arguments[2].equals("sqlite")
            ? RobustnessRun.onSqlite(directory, kept, seed)
            : RobustnessRun.onPostgresql(directory, kept, seed);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(run), "end the run"));

    RobustnessSummary summary = new RobustnessSummary(run.faults());
    StepLines steps = new StepLines(System.out);
    while (System.nanoTime() < deadline) {
      steps.stepInWords("round " + (summary.rounds() + 1), () -> summary.add(round(run, seed)));
    }
    steps.step("seed " + seed, summary::rows);
    System.exit(0);
  }

  private static RoundResult round(RobustnessRun run, long seed) {
    try {
      RoundResult result = run.round();
      if (!result.violations().isEmpty()) {
        complain(result, seed);
        System.exit(FAILED);
      }
      return result;
    } catch (IOException e) {
      throw new IllegalStateException("seed " + seed + ": the run broke off", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void complain(RoundResult result, long seed) {
    System.err.printf(
        "seed %d, round %d (%s): %d violations; all that was seen is in %s%n",
        seed, result.number(), result.fault(), result.violations().size(), result.history());
    Set<String> promises = new HashSet<>();
    result.violations().stream()
        .filter(violation -> promises.add(violation.promise())) // the first of each
        .limit(PROMISES_SHOWN_MAX)
        .map(Violation::toString)
        .flatMap(String::lines)
        .map(line -> line.substring(0, Math.min(line.length(), LINE_CHARACTERS_MAX)))
        .forEach(System.err::println);
  }

  private static void close(RobustnessRun run) {
    try {
      run.close();
    } catch (IOException e) {
      ROOT_LOGGER.log(Level.SEVERE, e, () -> "the run's database cannot be stopped");
    }
  }
}
