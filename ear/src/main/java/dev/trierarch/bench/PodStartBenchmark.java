package dev.trierarch.bench;

import dev.trierarch.launcher.cluster.ApiClient;
import dev.trierarch.launcher.cluster.Nodes;
import dev.trierarch.launcher.demo.HelloImage;

/** How long a pod takes from the request that creates it to its containers running. */
final class PodStartBenchmark {

  private static final int WARM_UP_PODS = 5;
  private static final int PODS = 40;
  private static final double AIM_P99_MILLIS = 500;

  private final BenchCluster cluster;

  PodStartBenchmark(BenchCluster cluster) {
    this.cluster = cluster;
  }

  /** The pods are started one after another; the namespace must be open. */
  Row row() {
    ApiClient client = cluster.client();
    HelloImage.prepare(cluster.workbench(), cluster.instance()).provide(client);
    long[] nanos = new long[PODS];
    try (PodWatch watch = new PodWatch(client, Bench.NAMESPACE)) {
      for (int i = -WARM_UP_PODS; i < PODS; i++) {
        long taken = start(client, watch, "start-" + (i + WARM_UP_PODS));
        if (i >= 0) {
          nanos[i] = taken;
        }
      }
    }
    return Row.latency(
            "pod created to containers running, " + runtime(client), Latencies.ofNanos(nanos))
        .withAim(Aim.p99AtMost(AIM_P99_MILLIS));
  }

  private static long start(ApiClient client, PodWatch watch, String name) {
    long before = System.nanoTime();
    client.create(Bench.PODS, Samples.pod(name));
    long taken = watch.runningNanos(name) - before;
    client.delete(Bench.PODS + "/" + name);
    watch.goneNanos(name);
    return taken;
  }

  private static String runtime(ApiClient client) {
    return new Nodes(client).node("node-1").map(Nodes::runtime).orElse("?");
  }
}
