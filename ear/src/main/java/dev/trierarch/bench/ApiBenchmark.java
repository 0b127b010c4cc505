package dev.trierarch.bench;

import dev.trierarch.launcher.Workbench;
import dev.trierarch.launcher.cluster.ApiClient;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The API's reads, writes and watches, warm, over TLS and kept-alive connections. */
final class ApiBenchmark {

  private static final int PODS = 10_000;

  /** The pods are there for these. */
  private static final Set<ApiLoad> READS = EnumSet.of(ApiLoad.get, ApiLoad.list, ApiLoad.label);

  private final RowSteps steps;
  private final Set<ApiLoad> wanted;

  ApiBenchmark(Steps steps, Set<ApiLoad> wanted) {
    this.steps = new RowSteps(steps);
    this.wanted = wanted;
  }

  List<Row> ofRunning(Workbench workbench) {
    measure(BenchCluster.running(workbench));
    return steps.rows();
  }

  List<Row> ofOwn() {
    try (BenchCluster cluster = BenchCluster.inTemporaryDirectory()) {
      steps.prepare(
          "cluster, hollow",
          () -> cluster.up(List.of("--no-demo", "--runtime", "hollow"), line -> {}));
      measure(cluster);
    }
    return steps.rows();
  }

  private void measure(BenchCluster cluster) {
    ApiClient client = cluster.client();
    ApiLoads loads = new ApiLoads(client);
    Bench.inNamespace(
        cluster,
        () -> {
          if (wanted.stream().anyMatch(READS::contains)) {
            steps.prepare(PODS + " pods", () -> loads.fill(0, PODS));
          }
          reads(loads);
          one(ApiLoad.list, () -> new StalledLists(client, cluster.controlPlaneHeap()).row());
          writes(loads);
          if (wanted.contains(ApiLoad.watches)) {
            steps.several(
                ApiLoad.watches.title(),
                () -> new WatchFanOut(client, cluster.controlPlaneHeap()).rows());
          }
          steps.one("memory", () -> IdleBenchmark.afterLoad(cluster));
        });
  }

  private void reads(ApiLoads loads) {
    one(
        ApiLoad.get,
        () -> loads.get("get of a pod, 64 connections").withAim(Aim.valueAtLeast(10_000)));
    one(
        ApiLoad.list,
        () -> loads.list("list of 10,000 pods, 1 connection", "", 1).withAim(Aim.p50AtMost(150)));
    one(
        ApiLoad.label,
        () ->
            loads
                .list(
                    "list by label, 10 of 10,000 pods, 1 connection",
                    "?labelSelector=bench%3Done-in-a-thousand",
                    1)
                .withAim(Aim.p50AtMost(5)));
  }

  private void writes(ApiLoads loads) {
    one(
        ApiLoad.update,
        () -> loads.update("update (PUT) of 2 KB, 64 connections").withAim(Aim.valueAtLeast(3000)));
    one(
        ApiLoad.patch,
        () ->
            loads
                .strategicMergePatch("strategic merge patch, 64 connections")
                .withAim(Aim.valueAtLeast(2000)));
    one(
        ApiLoad.apply,
        () -> loads.apply("server-side apply, 64 connections").withAim(Aim.valueAtLeast(2000)));
    one(
        ApiLoad.create,
        () -> loads.create("create of 2 KB, 64 connections").withAim(Aim.valueAtLeast(3000)));
  }

  private void one(ApiLoad load, Supplier<Row> row) {
    if (wanted.contains(load)) {
      steps.one(load.title(), row);
    }
  }
}
