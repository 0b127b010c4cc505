package dev.trierarch.bench;

import dev.trierarch.launcher.Instance;
import dev.trierarch.launcher.Workbench;
import dev.trierarch.launcher.cluster.Nodes;
import dev.trierarch.launcher.process.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The whole system: start, pods, requests, memory, processor. */
public final class SystemBenchmark {

  private static final List<String> CRI_SOCKETS =
      List.of("/run/containerd/containerd.sock", "/run/crio/crio.sock");
  private static final int ALL = ApiLoads.CONNECTIONS;
  private static final int LISTED_PODS = 1000;

  private final RowSteps steps;
  private final Optional<String> criSocket;

  /**
   * @param criSocket null takes the usual places
   */
  public SystemBenchmark(Steps steps, String criSocket) {
    this.steps = new RowSteps(steps);
    this.criSocket =
        criSocket != null
            ? Optional.of(criSocket)
            : CRI_SOCKETS.stream().filter(socket -> Files.exists(Path.of(socket))).findFirst();
  }

  /** Measures a cluster that runs; what needs clusters of the benchmark's own is left out. */
  public List<Row> ofRunning(Workbench workbench) {
    steps.add(
        Row.leftOut("up (built) to Node Ready, to hello answering", "a cluster runs already"));
    try (BenchCluster cluster = BenchCluster.running(workbench)) {
      String runtime =
          new Nodes(cluster.client())
              .node(Instance.agentName(1))
              .map(Nodes::runtime)
              .orElse("unknown");
      idle(cluster, runtime);
      loads(cluster);
    }
    return steps.rows();
  }

  /** Starts and stops clusters of its own. */
  public List<Row> ofOwn() {
    steps.several("up", () -> new UpBenchmark().rows());
    withCluster(
        "hollow",
        cluster -> {
          idle(cluster, "hollow");
          loads(cluster);
        });
    if (Machine.isRoot()) {
      withCluster("embedded", this::podsAndIdleAgent);
    } else {
      steps.add(Row.leftOut("pod created to containers running, embedded", "needs root"));
    }
    if (criSocket.isPresent()) {
      withCluster("cri", this::podsAndIdleAgent);
    } else {
      steps.add(
          Row.leftOut(
              "pod created to containers running, cri", "no CRI socket; --cri-socket names one"));
    }
    return steps.rows();
  }

  private void withCluster(String runtime, Consumer<BenchCluster> work) {
    try (BenchCluster cluster = BenchCluster.inTemporaryDirectory()) {
      steps.prepare("cluster, " + runtime, () -> cluster.up(flags(runtime), line -> {}));
      work.accept(cluster);
    }
  }

  private List<String> flags(String runtime) {
    List<String> flags = new ArrayList<>(List.of("--no-demo", "--runtime", runtime));
    if (runtime.equals("cri")) {
      flags.addAll(List.of("--cri-socket", criSocket.orElseThrow()));
    }
    return flags;
  }

  private void idle(BenchCluster cluster, String runtime) {
    IdleBenchmark idle = new IdleBenchmark(cluster);
    steps.several("idle control plane", idle::controlPlane);
    steps.several("idle agent", () -> idle.agent(runtime));
  }

  private void podsAndIdleAgent(BenchCluster cluster) {
    steps.several(
        "idle agent", () -> new IdleBenchmark(cluster).agent(cluster.instance().runtime()));
    Bench.inNamespace(cluster, () -> podStarts(cluster));
  }

  private void podStarts(BenchCluster cluster) {
    steps.one("pod starts", () -> new PodStartBenchmark(cluster).row());
  }

  private void loads(BenchCluster cluster) {
    ApiLoads loads = new ApiLoads(cluster.client());
    Bench.inNamespace(
        cluster,
        () -> {
          podStarts(cluster);
          steps.prepare(LISTED_PODS + " pods", () -> loads.fill(0, LISTED_PODS));
          steps.one("get", () -> loads.get("get of a pod, 64 connections"));
          steps.one("list", () -> loads.list("list of 1,000 pods, 64 connections", "", ALL));
          steps.one("create", () -> loads.create("create of a 2 KB ConfigMap, 64 connections"));
          steps.one("memory", () -> IdleBenchmark.afterLoad(cluster));
        });
  }
}
