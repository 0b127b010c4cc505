package dev.trierarch.store.jpa;

import static dev.trierarch.store.Samples.ORIGIN;
import static dev.trierarch.store.Samples.configMap;
import static dev.trierarch.store.Samples.configMapKey;
import static dev.trierarch.store.Samples.createConfigMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.store.Change;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.RecordingWatcher;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoreContract;
import dev.trierarch.store.StoreException;
import dev.trierarch.store.bench.PostgresqlServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract on PostgreSQL, and what only a server can do: serve several, and go away. */
@Tag("postgresql")
class LogStoreOnPostgresqlTest extends StoreContract {

  private static PostgresqlServer server;
  private static DatabaseAddress maintenance;
  private static int databases;

  private String database;
  private DatabaseAddress address;
  private OpenedLogStore opened;

  /** Every test has a copy of a database that has its tables already. */
  @BeforeAll
  static void startServer() throws Exception {
    server = PostgresqlServer.start();
    Schema.migrate(addressOf(server.createDatabase("migrated")));
    maintenance = addressOf("jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres");
  }

  private static DatabaseAddress addressOf(String url) {
    return DatabaseAddress.of(url, PostgresqlServer.USER, "none");
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @Override
  protected Store open() throws Exception {
    databases++;
    database = "trierarch" + databases;
    execute(maintenance, "CREATE DATABASE " + database + " TEMPLATE migrated");
    address = addressOf("jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database);
    opened = openAs("one");
    return opened.store;
  }

  private OpenedLogStore openAs(String writer) {
    return OpenedLogStore.open(address, BUFFERED_ROWS_MAX, 16, writer, UnaryOperator.identity());
  }

  /** What is dropped need not be made again when the server recovers from a crash. */
  @Override
  protected void close(Store store) throws Exception {
    opened.close();
    execute(maintenance, "DROP DATABASE " + database + " WITH (FORCE)");
  }

  @Override
  protected void compact(Store store, long revision) {
    ((LogStore) store).compactTo(revision);
  }

  @Override
  protected void reportProgress(Store store) {
    ((LogStore) store).beat();
  }

  @Test
  void controlPlanesThatShareADatabaseShareOneOrder() throws Exception {
    int each = 15;
    long start = store.image().revision();
    RecordingWatcher here = new RecordingWatcher();
    store.watch("configmaps", null, start, here);
    try (OpenedLogStore other = openAs("two")) {
      RecordingWatcher there = new RecordingWatcher();
      other.store.watch("configmaps", null, start, there);
      CompletableFuture<Void> others =
          CompletableFuture.runAsync(() -> createEach(other.store, "there", each));
      createEach(store, "here", each);
      others.get();

      List<Long> all = LongStream.rangeClosed(start + 1, start + 2L * each).boxed().toList();
      assertThat(here.awaitRows(2 * each).numbers()).isEqualTo(all);
      assertThat(there.awaitRows(2 * each).numbers()).isEqualTo(all);
    }
  }

  /** The poll is made so slow that without hints nothing would arrive in time. */
  @Test
  void aHintBringsTheRowsOfAnotherControlPlaneAtOnce() throws Exception {
    try (OpenedLogStore other = openAs("two")) {
      RecordingWatcher there = new RecordingWatcher();
      other.store.watch("configmaps", null, store.image().revision(), there);
      for (int i = 1; i <= 20; i++) {
        createConfigMap(store, configMapKey("key-" + i), "1");
        there.awaitRows(i);
      }
    }
  }

  @Test
  void aListenerThatWasCutOffListensAgain() throws Exception {
    try (OpenedLogStore other = openAs("two")) {
      RecordingWatcher there = new RecordingWatcher();
      other.store.watch("configmaps", null, store.image().revision(), there);
      createConfigMap(store, configMapKey("before"), "1");
      there.awaitRows(1);
      assertThat(endListeners()).isEqualTo(2);

      for (int i = 1; i <= 20; i++) {
        createConfigMap(store, configMapKey("key-" + i), "1");
        there.awaitRows(1 + i);
      }
    }
  }

  private long endListeners() throws SQLException {
    return number(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND query LIKE 'LISTEN%'");
  }

  @Test
  void aCurrentReadHasWhatAnotherControlPlaneHasJustWritten() throws Exception {
    try (OpenedLogStore other = openAs("two")) {
      for (int i = 0; i < 20; i++) {
        long written = createConfigMap(other.store, configMapKey("key-" + i), "1").number();
        assertThat(store.current().revision()).isEqualTo(written);
      }
    }
  }

  /**
   * As after a fail-over to a replica that had not got all, or a copy put in the place of the data.
   */
  @Test
  void aDatabaseThatWentBackGivesNoRevisionASecondTime() throws Exception {
    ObjectKey kept = configMapKey("kept");
    ObjectKey lost = configMapKey("lost");
    long last = createConfigMap(store, kept, "1").number();
    long seen = createConfigMap(store, lost, "1").number();
    RecordingWatcher watcher = new RecordingWatcher();
    store.watch("configmaps", null, seen, watcher);
    execute("DELETE FROM revision_log WHERE revision > " + last);
    execute("UPDATE revision_head SET revision = " + last);

    try (OpenedLogStore other = openAs("two")) {
      long next = createConfigMap(store, configMapKey("next"), "1").number();

      assertThat(next).isGreaterThan(seen + 1);
      assertThat(watcher.awaitClosed().numbers()).isEmpty();
      assertThat(store.image().get(lost)).isEmpty();
      assertThat(store.image().get(kept)).isPresent();
      assertThatThrownBy(() -> store.watch("configmaps", null, seen, new RecordingWatcher()))
          .isInstanceOf(StoreException.Compacted.class);
      assertThat(other.store.current().revision()).isEqualTo(next);
    }
  }

  private static void createEach(Store store, String prefix, int count) {
    for (int i = 0; i < count; i++) {
      createConfigMap(store, configMapKey(prefix + "-" + i), "1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionThatIsLostAtACommitNeitherLosesNorRepeatsTheWrite(CommitCutter.Moment moment)
      throws Exception {
    try (CommitCutter cutter = new CommitCutter(server.port());
        OpenedLogStore through = openThrough(cutter)) {
      long before = createConfigMap(through.store, configMapKey("before"), "1").number();
      RecordingWatcher watcher = new RecordingWatcher();
      through.store.watch("configmaps", null, before, watcher);
      cutter.cutNext(moment);
      ObjectKey lost = configMapKey("lost");
      CompletableFuture<List<Revision>> write =
          through.store.writeAsync(List.of(Change.create(lost, configMap(lost, "1"))), ORIGIN);

      if (moment == CommitCutter.Moment.BEFORE_THE_COMMIT) {
        assertThatThrownBy(write::join).hasCauseInstanceOf(StoreException.Unavailable.class);
      } else {
        if (moment == CommitCutter.Moment.WHILE_THE_COMMIT_IS_UNDER_WAY) {
          awaitSomebodyWaitingForTheLock();
          cutter.arrive();
        }
        assertThat(write.join()).extracting(Revision::number).containsExactly(before + 1);
      }
      boolean isThere = moment != CommitCutter.Moment.BEFORE_THE_COMMIT;
      assertThat(through.store.image().get(lost).isPresent()).isEqualTo(isThere);
      long last = createConfigMap(through.store, configMapKey("last"), "1").number();
      assertThat(last).isEqualTo(isThere ? before + 2 : before + 1);
      assertThat(watcher.awaitRevision(last).numbers())
          .isEqualTo(LongStream.rangeClosed(before + 1, last).boxed().toList());
    }
  }

  private OpenedLogStore openThrough(CommitCutter cutter) {
    String url =
        address.jdbcUrl().replace(":" + server.port() + "/", ":" + cutter.port() + "/")
            + "&preferQueryMode=simple";
    return OpenedLogStore.open(
        DatabaseAddress.of(url, address.user(), address.password()),
        BUFFERED_ROWS_MAX,
        16,
        "through",
        UnaryOperator.identity());
  }

  /** Whoever wants to know what became of the commit cannot know before it has arrived. */
  private void awaitSomebodyWaitingForTheLock() throws SQLException {
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (number("SELECT count(*) FROM pg_locks WHERE NOT granted") == 0) {
      assertThat(System.nanoTime()).as("time to see a waiting lock").isLessThan(deadlineNanos);
    }
  }

  @Test
  void aFullDiskOfTheServerRefusesWritesAndTheyComeBackWithSpace(@TempDir Path directory)
      throws Exception {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 24, "postgres")) {
      // PostgreSQL wants to come to the directory from above.
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      fillAndFree(disk);
    }
  }

  private void fillAndFree(SmallDisk disk) throws Exception {
    execute("CREATE TABLESPACE small LOCATION '" + disk.directory() + "'");
    execute("CREATE DATABASE on_small TABLESPACE small");
    String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/on_small";
    DatabaseAddress small = addressOf(url);
    try (OpenedLogStore onSmall =
        OpenedLogStore.open(small, BUFFERED_ROWS_MAX, 16, "small", UnaryOperator.identity())) {
      String large = incompressible(20_000);
      disk.fillUpTo(500_000);
      int written = 0;
      StoreException.DiskFull refused = null;
      while (refused == null) {
        try {
          createConfigMap(onSmall.store, configMapKey("key-" + written), large);
          written++;
        } catch (StoreException.DiskFull e) {
          refused = e;
        }
      }

      assertThat(refused).hasMessageContaining(url);
      assertThat(onSmall.store.image().count("configmaps")).isEqualTo(written);
      disk.makeSpace();
      createConfigMap(onSmall.store, configMapKey("after"), large);
      assertThat(onSmall.store.ready()).isTrue();
    } finally {
      execute("DROP DATABASE on_small WITH (FORCE)");
      execute("DROP TABLESPACE small");
    }
  }

  /** PostgreSQL would store a repetition in almost no space. */
  private static String incompressible(int length) {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(Long.toString(random.nextLong() & Long.MAX_VALUE, Character.MAX_RADIX));
    }
    return text.toString();
  }

  private void execute(String sql) throws SQLException {
    execute(address, sql);
  }

  private static void execute(DatabaseAddress database, String sql) throws SQLException {
    try (Connection connection = new ClusterDataSource(database).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = new ClusterDataSource(address).getConnection();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getLong(1);
    }
  }

  @Test
  void aCommitIsSyncedAlsoWhereTheServerWouldNotWaitForIt() throws Exception {
    try (Connection connection = new ClusterDataSource(address).getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SET LOCAL synchronous_commit = off");
      statement.execute("UPDATE revision_head SET revision = revision");
      assertThat(text(statement, "SHOW synchronous_commit")).isEqualTo("off");
      statement.execute("UPDATE revision_head SET revision = revision + 1");
      assertThat(text(statement, "SHOW synchronous_commit")).isEqualTo("on");
      connection.rollback();

      statement.execute("SET LOCAL synchronous_commit = remote_apply");
      statement.execute("UPDATE revision_head SET revision = revision + 1");
      assertThat(text(statement, "SHOW synchronous_commit")).isEqualTo("remote_apply");
      connection.rollback();
    }
  }

  @Test
  void aServerThatDoesNotSyncIsRefused() throws Exception {
    execute("ALTER SYSTEM SET fsync = off");
    try {
      reloadUntil("off");
      assertThatThrownBy(() -> Schema.migrate(address))
          .isInstanceOf(StoreException.Unavailable.class)
          .hasMessageContaining(address.toString())
          .hasMessageContaining("set fsync = on");
    } finally {
      execute("ALTER SYSTEM RESET fsync");
      reloadUntil("on");
    }
    Schema.migrate(address);
  }

  private void reloadUntil(String fsync) throws SQLException {
    execute("SELECT pg_reload_conf()");
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    String reloaded = "SELECT count(*) FROM pg_settings WHERE name = 'fsync' AND setting = '";
    while (number(reloaded + fsync + "'") == 0) {
      assertThat(System.nanoTime()).as("time to reload").isLessThan(deadlineNanos);
    }
  }

  private static String text(Statement statement, String sql) throws SQLException {
    try (ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getString(1);
    }
  }

  @Test
  void whileTheServerIsGoneReadsAreServedAndWritesComeBackWithIt() throws Exception {
    long before = createConfigMap(store, configMapKey("a"), "1").number();
    server.stopImmediately();
    try {
      assertThatThrownBy(() -> createConfigMap(store, configMapKey("b"), "1"))
          .isInstanceOf(StoreException.Unavailable.class);
      assertThat(store.image().get(configMapKey("a"))).isPresent();
      assertThat(store.ready()).isFalse();
      assertThatThrownBy(() -> store.current()).isInstanceOf(StoreException.Unavailable.class);
      assertThat(store.freshness().revision()).isEqualTo(before);
      assertThat(store.freshness().age()).isPositive();
    } finally {
      server.startAgain();
    }

    RecordingWatcher watcher = new RecordingWatcher();
    store.watch("configmaps", null, before, watcher);
    long after = createConfigMap(store, configMapKey("c"), "1").number();
    assertThat(watcher.awaitRevision(after).numbers()).containsExactly(before + 1);
    assertThat(store.ready()).isTrue();
  }
}
