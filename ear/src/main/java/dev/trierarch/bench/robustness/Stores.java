package dev.trierarch.bench.robustness;

import dev.trierarch.bench.robustness.process.Answer;
import dev.trierarch.bench.robustness.process.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The processes of the stores that share the database. */
final class Stores implements AutoCloseable {

  private final DatabaseUnderTest database;
  private final Path log;
  private final Recorder recorder;
  private final List<StoreConnection> connections = new ArrayList<>();

  Stores(DatabaseUnderTest database, Path log, Recorder recorder) throws IOException {
    this.database = database;
    this.log = log;
    this.recorder = recorder;
    for (int store = 0; store < database.stores(); store++) {
      connections.add(StoreConnection.start(database.address(), log));
    }
  }

  int count() {
    return connections.size();
  }

  synchronized StoreConnection connection(int store) {
    return connections.get(store);
  }

  /** Asks a store and records it. */
  Answer call(String client, int store, Request request) {
    StoreConnection connection = connection(store);
    return recorder.record(client, store, request, () -> connection.call(request));
  }

  /** Whether any store can be asked. */
  synchronized boolean isAnyAlive() {
    return connections.stream().anyMatch(StoreConnection::isAlive);
  }

  synchronized boolean areAllAlive() {
    return connections.stream().allMatch(StoreConnection::isAlive);
  }

  /** A store that runs, or any when none does. */
  synchronized int anyAlive(SplittableRandom random) {
    int chosen = random.nextInt(connections.size());
    return connections.get(chosen).isAlive() ? chosen : (chosen + 1) % connections.size();
  }

  /** Starts again the stores whose process is gone. */
  synchronized void restartDead() throws IOException, InterruptedException {
    for (int store = 0; store < connections.size(); store++) {
      if (!connections.get(store).isAlive()) {
        connections.get(store).awaitEnd();
        connections.set(store, StoreConnection.start(database.address(), log));
      }
    }
  }

  @Override
  public synchronized void close() {
    connections.forEach(StoreConnection::close);
  }
}
