package dev.trierarch.bench.store;

import dev.trierarch.bench.StepLines;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The main class of the process that measures the store. */
public final class StoreBenchmarkProcess {

  /** Held, because the logging system forgets loggers that nobody holds. */
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  private StoreBenchmarkProcess() {}

  /**
   * @param arguments the directory to write to, and the path of etcd's program or nothing
   */
  public static void main(String[] arguments) throws Exception {
    ROOT_LOGGER.setLevel(Level.WARNING);
    Path directory = Path.of(arguments[0]);
    StepLines steps = new StepLines(System.out);
    new StoreWrites(directory.resolve("writes"), arguments[1]).measure(steps);
    new StoreWatches(directory.resolve("watches")).measure(steps);
    new StoreCompaction(directory.resolve("compaction")).measure(steps);
    new StoreSizes(directory.resolve("sizes")).measure(steps);
    System.exit(0);
  }
}
