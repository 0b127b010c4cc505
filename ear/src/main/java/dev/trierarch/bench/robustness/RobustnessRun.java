package dev.trierarch.bench.robustness;

import dev.trierarch.bench.robustness.check.Check;
import dev.trierarch.bench.robustness.check.Evidence;
import dev.trierarch.bench.robustness.check.Operation;
import dev.trierarch.bench.robustness.check.RestoredState;
import dev.trierarch.bench.robustness.check.Violation;
import dev.trierarch.bench.robustness.check.WatchRecord;
import dev.trierarch.bench.robustness.process.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Drives stores in processes of their own by many clients, does them harm, and checks what the
 * clients saw, round after round; one fault a round, each of those that there are in turn.
 *
 * <p>The seed decides the faults, their moments (counted in calls, or in passings of a failpoint),
 * and what each client asks in which order. It does not decide how the threads and processes
 * interleave, nor therefore the revisions that the clients learn and the answers that they get.
 */
public final class RobustnessRun implements AutoCloseable {

  /** The revision of a store that holds nothing. */
  private static final long EMPTY_REVISION = 1;

  private final DatabaseUnderTest database;
  private final Path directory;
  private final Path histories;
  private final long seed;
  private final SplittableRandom random;
  private final Recorder recorder = new Recorder(EMPTY_REVISION);
  private final Knowledge knowledge = new Knowledge();
  private final Stores stores;
  private final Background background;
  private final Calm calm;
  private final List<WatchingClient> watchers;
  private final FaultOrder faults;
  private long baseRevision = EMPTY_REVISION;
  private int rounds;

  private RobustnessRun(DatabaseUnderTest database, Path directory, Path histories, long seed)
      throws IOException {
    this.database = database;
    this.directory = directory;
    this.histories = histories;
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.faults = new FaultOrder(database.faults(), random.split());
    this.stores = new Stores(database, directory.resolve("stores.log"), recorder);
    this.background = new Background(stores, recorder);
    this.calm = new Calm(stores, knowledge);
    this.watchers =
        List.of(
            watcher("everything", null, null),
            watcher("configmaps", "configmaps", null),
            watcher("secrets", "secrets", null),
            watcher("configmaps-east", "configmaps", "east"),
            watcher("west", null, "west"));
  }

  private WatchingClient watcher(String name, String resource, String namespace) {
    return new WatchingClient(name, resource, namespace, EMPTY_REVISION, stores);
  }

  /**
   * A run on a SQLite database.
   *
   * @param directory where the run has its files, and the database
   * @param histories where what was seen is written when it breaks a promise
   */
  public static RobustnessRun onSqlite(Path directory, Path histories, long seed)
      throws IOException {
    return new RobustnessRun(new SqliteUnderTest(directory), directory, histories, seed);
  }

  /** A run of two stores on a PostgreSQL server of its own. */
  public static RobustnessRun onPostgresql(Path directory, Path histories, long seed)
      throws IOException {
    return new RobustnessRun(PostgresqlUnderTest.start(), directory, histories, seed);
  }

  /** What can be done to the stores of this run. */
  public Set<Fault> faults() {
    return database.faults();
  }

  /** The next round; the one after it may come unless there is a violation. */
  public RoundResult round() throws IOException, InterruptedException {
    FaultOrder.Next next = faults.next();
    RoundResult result = round(next);
    if (!result.struck()) {
      faults.missed(next);
    }
    return result;
  }

  /** A round with a certain fault. */
  public RoundResult round(Fault fault) throws IOException, InterruptedException {
    return round(new FaultOrder.Next(fault, false));
  }

  private RoundResult round(FaultOrder.Next next) throws IOException, InterruptedException {
    rounds++;
    Fault fault = next.fault();
    Round round =
        new Round(
            "round" + rounds,
            next,
            random.split(),
            stores,
            recorder,
            knowledge,
            background,
            database);
    SnapshotDrill drill =
        fault == Fault.IN_SNAPSHOT || fault == Fault.IN_RESTORE
            ? new SnapshotDrill(stores, database, directory.resolve("snapshot-" + rounds))
            : null;
    boolean struck = round.run(watchers, drill);

    stores.restartDead();
    long head = calm.await(background);
    List<RestoredState> restored = drill == null ? List.of() : drill.complete(0);
    round.together(
        watchers.stream().map(each -> round.task(chance -> each.catchUpTo(head, chance))).toList());
    return checked(fault, struck, restored);
  }

  private RoundResult checked(Fault fault, boolean struck, List<RestoredState> restored)
      throws IOException {
    List<Operation> operations = recorder.takeOperations();
    List<WatchRecord> watches =
        watchers.stream().flatMap(watcher -> watcher.takeRecords().stream()).toList();
    Evidence evidence =
        new Evidence(
            stores.count(),
            baseRevision,
            recorder.log(),
            operations,
            recorder.writersByValue(),
            watches,
            restored,
            recorder.compactedRevision());
    List<Violation> violations =
        Check.all().stream().flatMap(check -> check.violations(evidence)).toList();
    Path history =
        violations.isEmpty() ? null : HistoryFile.write(histories, seed, rounds, evidence);
    baseRevision = recorder.head();
    return new RoundResult(rounds, fault, struck, operations, watches, violations, history);
  }

  @Override
  public void close() throws IOException {
    stores.close();
    database.close();
  }
}
