package dev.trierarch.bench.robustness;

import dev.trierarch.bench.robustness.process.Fault;
import dev.trierarch.bench.robustness.process.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** All clients at once, until a fault strikes or they have made their calls. */
final class Round {

  private static final int WRITERS = 6;
  private static final int CALLS_A_WRITER = 150;
  private static final int FAULT_AFTER_CALLS_MIN = 100;
  private static final int FAULT_AFTER_CALLS_MAX = 700;
  private static final int PASSINGS_MAX = 60;
  private static final int RARE_PASSINGS_MAX = 3;
  private static final long BROKEN_MILLIS_MAX = 600;

  private final String name;
  private final Fault fault;
  private final boolean atFirstPassing;
  private final SplittableRandom random;
  private final Stores stores;
  private final Recorder recorder;
  private final Knowledge knowledge;
  private final Background background;
  private final DatabaseUnderTest database;

  Round(
      String name,
      FaultOrder.Next next,
      SplittableRandom random,
      Stores stores,
      Recorder recorder,
      Knowledge knowledge,
      Background background,
      DatabaseUnderTest database) {
    this.name = name;
    this.fault = next.fault();
    this.atFirstPassing = next.atFirstPassing();
    this.random = random;
    this.stores = stores;
    this.recorder = recorder;
    this.knowledge = knowledge;
    this.background = background;
    this.database = database;
  }

  /** Runs it; returns whether the fault struck. */
  boolean run(List<WatchingClient> watchers, SnapshotDrill drill) throws InterruptedException {
    int victim = random.nextInt(stores.count());
    prepareFault(victim);
    CountDownLatch writing = new CountDownLatch(WRITERS);
    List<Runnable> tasks = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      WritingClient client = writer(name + ".writer" + i);
      tasks.add(
          () -> {
            client.run();
            writing.countDown();
          });
    }
    for (WatchingClient watcher : watchers) {
      tasks.add(task(chance -> watcher.watchUntil(() -> isOver(writing), chance)));
    }
    tasks.add(task(chance -> background.readUntil(() -> isOver(writing), chance)));
    tasks.add(task(chance -> background.compactUntil(() -> isOver(writing), chance)));
    if (drill != null) {
      tasks.add(() -> drill.attempt(victim));
    }
    together(tasks);
    return endFault(victim);
  }

  private static boolean isOver(CountDownLatch writing) {
    return writing.getCount() == 0;
  }

  private WritingClient writer(String client) {
    return new WritingClient(client, CALLS_A_WRITER, random.split(), stores, recorder, knowledge);
  }

  /** Work with random choices of its own. */
  Runnable task(Consumer<SplittableRandom> work) {
    SplittableRandom chance = random.split();
    return () -> work.accept(chance);
  }

  private void prepareFault(int victim) {
    long calls = random.nextInt(FAULT_AFTER_CALLS_MIN, FAULT_AFTER_CALLS_MAX);
    if (fault.isFailpoint()) {
      stores.call("driver", victim, Request.arm(fault, 1 + random.nextInt(passingsMax())));
    } else if (fault.isOfConnections()) {
      long millis = random.nextLong(BROKEN_MILLIS_MAX);
      recorder.disturbAfter(calls, () -> breakConnections(millis));
    } else {
      recorder.disturbAfter(calls, () -> stores.connection(victim).kill());
    }
  }

  private int passingsMax() {
    if (atFirstPassing) {
      return 1;
    }
    return switch (fault) {
      case IN_SNAPSHOT, IN_TAIL, IN_COMPACTION -> RARE_PASSINGS_MAX;
      case IN_RESTORE -> 1;
      default -> PASSINGS_MAX;
    };
  }

  private void breakConnections(long millis) {
    database.breakConnections(fault);
    Thread mending =
        new Thread(
            () -> {
              try {
                TimeUnit.MILLISECONDS.sleep(millis);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                database.mendConnections();
              }
            },
            "mends the connections");
    mending.setDaemon(true);
    mending.start();
  }

  private boolean endFault(int victim) throws InterruptedException {
    recorder.disturbNoMore();
    if (fault.isOfConnections()) {
      database.mendConnections();
      return true;
    }
    boolean struck = !stores.connection(victim).isAlive();
    stores.connection(victim).kill(); // where it was not come by, it ends here
    stores.connection(victim).awaitEnd();
    return struck;
  }

  /** Runs tasks at the same time and waits for all. */
  void together(List<Runnable> tasks) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      List<Future<?>> all = new ArrayList<>();
      for (Runnable task : tasks) {
        all.add(threads.submit(task));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
