package dev.trierarch.bench;

import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.cluster.ApiClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** How long one change takes to reach the last of many watches over HTTP/2. */
final class WatchFanOut {

  private static final int CONNECTIONS = 100;
  private static final int WATCHES_PER_CONNECTION = 100;
  private static final int WATCHES = CONNECTIONS * WATCHES_PER_CONNECTION;
  private static final int CHANGES = 100;
  private static final int WARM_UP_CHANGES = 30;
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

  /** What ended the watches of a connection, null while all are there. */
  private final AtomicReference<String> broken = new AtomicReference<>();

  WatchFanOut(ApiClient client, HeapMeter heap) {
    this.client = client;
    this.heap = heap;
  }

  List<Row> rows() {
    client.create(Bench.CONFIG_MAPS, Samples.configMap(WATCHED, "0"));
    List<Http2Watches> open = new ArrayList<>();
    try {
      long heapBefore = HeapMeter.isThere() ? heap.liveBytes() : 0;
      expect("the watches to begin", () -> openAll(open));
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
              .withNote("the client's side of TLS runs on the same cores and is in it");
      return List.of(latency, heapOfEach(heapBefore));
    } finally {
      open.forEach(Http2Watches::close);
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
            "Waited 30 s for %s: %d of %d are missing. %s"
                .formatted(what, all.getCount(), WATCHES, Objects.toString(broken.get(), "")),
            "./trierarch logs shows what the control plane says.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem("Interrupted.", "Run the benchmark again.", e);
    }
  }

  private void openAll(List<Http2Watches> open) {
    for (int i = 0; i < CONNECTIONS; i++) {
      open.add(Http2Watches.open(client, PATH, WATCHES_PER_CONNECTION, this::received, broken));
    }
  }

  private void received(int lines) {
    CountDownLatch latch = reached.get();
    for (int i = 0; i < lines; i++) {
      latch.countDown();
    }
  }
}
