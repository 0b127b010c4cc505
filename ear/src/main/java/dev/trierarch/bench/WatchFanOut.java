package dev.trierarch.bench;

import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.cluster.ApiClient;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** How long one change takes to reach the last of many watches over HTTP/2. */
final class WatchFanOut {

  private static final int CONNECTIONS = 100;
  private static final int WATCHES_PER_CONNECTION = 100;
  private static final int WATCHES = CONNECTIONS * WATCHES_PER_CONNECTION;
  private static final int CHANGES = 30;
  private static final int WARM_UP_CHANGES = 10;
  private static final double BYTES_PER_KILOBYTE = 1000;
  private static final Duration AT_MOST = Duration.ofSeconds(30);
  private static final String WATCHED = "watched";
  private static final String PATH =
      Bench.CONFIG_MAPS + "?watch=true&resourceVersion=0&fieldSelector=metadata.name%3D" + WATCHED;

  private final ApiClient client;
  private final HeapMeter heap;

  /** Counts the watches that the change on its way has reached; replaced for each change. */
  private final AtomicReference<CountDownLatch> reached =
      new AtomicReference<>(new CountDownLatch(0));

  WatchFanOut(ApiClient client, HeapMeter heap) {
    this.client = client;
    this.heap = heap;
  }

  List<Row> rows() {
    client.create(Bench.CONFIG_MAPS, Samples.configMap(WATCHED, "0"));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Queue<WatchStream> open = new ConcurrentLinkedQueue<>();
    try {
      long heapBefore = HeapMeter.isThere() ? heap.liveBytes() : 0;
      expect("the watches to begin", () -> openAll(threads, open));
      long[] nanos = new long[CHANGES];
      for (int i = -WARM_UP_CHANGES; i < CHANGES; i++) {
        long taken = change(i + WARM_UP_CHANGES + 1);
        if (i >= 0) {
          nanos[i] = taken;
        }
      }
      Row latency =
          Row.latency(
                  "a change to the last of 10,000 watches on 100 HTTP/2 connections",
                  Latencies.ofNanos(nanos))
              .withAim(Aim.p99AtMost(250))
              .withNote("the client's side of TLS and HTTP/2 runs on the same cores and is in it");
      return List.of(latency, heapOfEach(heapBefore));
    } finally {
      open.forEach(WatchStream::close);
      threads.shutdownNow();
    }
  }

  /** After the changes, so that what each watch keeps between two events is in it. */
  private Row heapOfEach(long before) {
    String name = "heap of a watch, its share of a connection included";
    if (!HeapMeter.isThere()) {
      return Row.leftOut(name, "this Java has no jcmd");
    }
    double each = (heap.liveBytes() - before) / BYTES_PER_KILOBYTE / WATCHES;
    return Row.value(name, each, "KB", WATCHES).withAim(Aim.valueAtMost(20));
  }

  private long change(int number) {
    long before = System.nanoTime();
    String path = Bench.CONFIG_MAPS + "/" + WATCHED;
    expect(
        "a change to reach all watches",
        () -> client.replace(path, Samples.configMap(WATCHED, Integer.toString(number))));
    return System.nanoTime() - before;
  }

  /** Runs the work, and waits until each watch has received one line since. */
  private void expect(String what, Runnable work) {
    CountDownLatch all = new CountDownLatch(WATCHES);
    reached.set(all);
    work.run();
    try {
      if (!all.await(AT_MOST.toSeconds(), TimeUnit.SECONDS)) {
        throw new Problem(
            "Waited 30 s for " + what + ": " + all.getCount() + " of " + WATCHES + " are missing.",
            "./trierarch logs shows what the control plane says.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem("Interrupted.", "Run the benchmark again.", e);
    }
  }

  private void openAll(ExecutorService threads, Queue<WatchStream> open) {
    List<CompletableFuture<WatchStream>> begun = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      HttpClient http =
          HttpClient.newBuilder().sslContext(client.sslContext()).executor(threads).build();
      // The first request makes the connection that the others share.
      open.add(WatchStream.await(watch(http)));
      for (int k = 1; k < WATCHES_PER_CONNECTION; k++) {
        begun.add(watch(http));
      }
    }
    begun.forEach(each -> open.add(WatchStream.await(each)));
  }

  private CompletableFuture<WatchStream> watch(HttpClient http) {
    return WatchStream.open(http, client, PATH, this::received);
  }

  private void received(String line) {
    if (!line.contains("\"BOOKMARK\"")) {
      reached.get().countDown();
    }
  }
}
