package dev.trierarch.bench.store;

import dev.trierarch.bench.StepLines;
import dev.trierarch.bench.StoreLoad;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The main class of the process that measures the store. */
public final class StoreBenchmarkProcess {

  /** Held, because the logging system forgets loggers that nobody holds. */
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  private StoreBenchmarkProcess() {}

  /**
   * @param arguments the directory to write to, the path of etcd's program or nothing, and the
   *     loads, separated by commas
   */
  public static void main(String[] arguments) throws Exception {
    ROOT_LOGGER.setLevel(Level.WARNING);
    Path directory = Path.of(arguments[0]);
    StepLines steps = new StepLines(System.out);
    StoreWrites writes = new StoreWrites(directory.resolve("writes"), arguments[1]);
    for (String load : arguments[2].split(",", -1)) {
      switch (StoreLoad.valueOf(load)) {
        case sqlite -> writes.measureSqlite(steps);
        case postgresql -> writes.measurePostgresql(steps);
        case watches -> new StoreWatches(directory.resolve("watches")).measure(steps);
        case compaction -> new StoreCompaction(directory.resolve("compaction")).measure(steps);
        case sizes -> new StoreSizes(directory.resolve("sizes")).measure(steps);
      }
    }
    System.exit(0);
  }
}
