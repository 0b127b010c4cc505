package dev.trierarch.bench.robustness;

import dev.trierarch.bench.robustness.check.WatchRecord;
import dev.trierarch.bench.robustness.process.Answer;
import dev.trierarch.bench.robustness.process.Request;
import dev.trierarch.bench.robustness.process.WatchEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Watches a part of the state, breaks off and resumes, on any of the stores. */
final class WatchingClient {

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final int EVENTS_OF_A_WATCH_MAX = 60;
  private static final long EVENT_WAIT_MILLIS = 100;
  private static final long CATCH_UP_SECONDS_MAX = 60;

  private final String name;
  private final String resource;
  private final String namespace;
  private final Stores stores;
  private final List<WatchRecord> records = new ArrayList<>();
  private long position;
  private int chains;

  /**
   * @param afterRevision where it begins
   */
  WatchingClient(
      String name, String resource, String namespace, long afterRevision, Stores stores) {
    this.name = name;
    this.resource = resource;
    this.namespace = namespace;
    this.position = afterRevision;
    this.stores = stores;
  }

  /** Watches, again and again, until the round is over. */
  void watchUntil(BooleanSupplier over, SplittableRandom random) {
    while (!over.getAsBoolean() && stores.isAnyAlive()) {
      int events = 1 + random.nextInt(EVENTS_OF_A_WATCH_MAX);
      watch(stores.anyAlive(random), seen -> seen.size() >= events || over.getAsBoolean(), false);
    }
  }

  /** Watches until all up to a revision has been told, or should have been. */
  void catchUpTo(long revision, SplittableRandom random) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CATCH_UP_SECONDS_MAX);
    watch(
        stores.anyAlive(random),
        seen -> seenRevision(seen) >= revision || System.nanoTime() > deadline,
        true);
  }

  private long seenRevision(List<WatchEvent> events) {
    return events.stream().mapToLong(WatchEvent::revision).reduce(position, Math::max);
  }

  /** Says when a watch has been told enough. */
  private interface Enough {
    boolean isReached(List<WatchEvent> events);
  }

  private void watch(int store, Enough enough, boolean awaited) {
    StoreConnection connection = stores.connection(store);
    int number = NUMBERS.incrementAndGet();
    BlockingQueue<WatchEvent> told = new LinkedBlockingQueue<>();
    connection.listen(number, told::add);
    long after = position;
    Answer answer = stores.call(name, store, Request.watch(number, resource, namespace, after));
    if (answer.outcome() == Answer.Outcome.COMPACTED) {
      listAgain(store);
      if (awaited) {
        watch(store, enough, true);
      }
    } else if (answer.isDone()) {
      List<WatchEvent> events = events(told, enough);
      stores.call(name, store, Request.stopWatch(number));
      String chain = name + "." + chains;
      WatchRecord record =
          new WatchRecord(chain, store, resource, namespace, after, events, awaited);
      records.add(record);
      position = record.seenRevision();
    }
    connection.stopListening(number);
  }

  private static List<WatchEvent> events(BlockingQueue<WatchEvent> told, Enough enough) {
    List<WatchEvent> events = new ArrayList<>();
    try {
      boolean ended = false;
      while (!ended && !enough.isReached(events)) {
        WatchEvent event = told.poll(EVENT_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        if (event != null) {
          events.add(event);
          ended = event.closed() != null;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return events;
  }

  /** What a client does whose revision is compacted. */
  private void listAgain(int store) {
    Answer list = stores.call(name, store, Request.list());
    if (list.isDone()) {
      position = list.revision();
      chains++;
    }
  }

  /** The watches since this was asked last. */
  List<WatchRecord> takeRecords() {
    List<WatchRecord> taken = List.copyOf(records);
    records.clear();
    return taken;
  }
}
