package dev.trierarch.bench;

import dev.trierarch.launcher.Workbench;
import dev.trierarch.launcher.cluster.ApiClient;
import java.util.List;

/** The API's reads, writes and watches, warm, over TLS and kept-alive connections. */
final class ApiBenchmark {

  private static final int PODS = 10_000;

  private final RowSteps steps;

  ApiBenchmark(Steps steps) {
    this.steps = new RowSteps(steps);
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
          steps.prepare(PODS + " pods", () -> loads.fill(0, PODS));
          reads(loads);
          writes(loads);
          steps.one("watches", () -> new WatchFanOut(client).row());
          steps.one("memory", () -> IdleBenchmark.afterLoad(cluster));
        });
  }

  private void reads(ApiLoads loads) {
    steps.one(
        "get", () -> loads.get("get of a pod, 64 connections").withAim(Aim.valueAtLeast(10_000)));
    steps.one(
        "list",
        () -> loads.list("list of 10,000 pods, 1 connection", "", 1).withAim(Aim.p50AtMost(150)));
    steps.one(
        "list by label",
        () ->
            loads
                .list(
                    "list by label, 10 of 10,000 pods, 1 connection",
                    "?labelSelector=bench%3Done-in-a-thousand",
                    1)
                .withAim(Aim.p50AtMost(5)));
  }

  private void writes(ApiLoads loads) {
    steps.one(
        "update",
        () -> loads.update("update (PUT) of 2 KB, 64 connections").withAim(Aim.valueAtLeast(3000)));
    steps.one(
        "patch",
        () ->
            loads
                .strategicMergePatch("strategic merge patch, 64 connections")
                .withAim(Aim.valueAtLeast(2000)));
    steps.one(
        "apply",
        () -> loads.apply("server-side apply, 64 connections").withAim(Aim.valueAtLeast(2000)));
    steps.one(
        "create",
        () -> loads.create("create of 2 KB, 64 connections").withAim(Aim.valueAtLeast(3000)));
  }
}
