package dev.trierarch.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.node.runtime.PodRuntime.ContainerSpec;
import dev.trierarch.node.runtime.PodRuntime.DnsConfig;
import dev.trierarch.node.runtime.PodRuntime.Phase;
import dev.trierarch.node.runtime.PodRuntime.Resources;
import dev.trierarch.node.runtime.PodRuntime.SandboxSpec;
import dev.trierarch.node.runtime.PodRuntime.Security;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Measures how long a runtime takes to bring up a pod of one container. */
public final class StartTimes {
  private static final int WARM_UP = 3;

  private StartTimes() {}

  /** What was measured, in milliseconds. */
  public record Summary(double fastest, double median, double p99) {}

  /** Starts pods one after the other and removes them; prints what it measured. */
  public static Summary measure(
      PodRuntime runtime, String image, String podCidr, Path logs, int runs) {
    List<Double> millis = new ArrayList<>();
    for (int run = 0; run < WARM_UP + runs; run++) {
      String uid = UUID.randomUUID().toString();
      SandboxSpec spec = sandbox(uid, podCidr, logs.resolve(uid));
      long start = System.nanoTime();
      String sandboxId = runtime.runSandbox(spec);
      String containerId = runtime.createContainer(sandboxId, container(image));
      runtime.startContainer(containerId);
      double took = (System.nanoTime() - start) / 1e6;
      assertThat(runtime.containers())
          .anyMatch(c -> c.id().equals(containerId) && c.phase() == Phase.RUNNING);
      runtime.stopSandbox(sandboxId);
      runtime.removeSandbox(sandboxId);
      if (run >= WARM_UP) {
        millis.add(took);
      }
    }
    Collections.sort(millis);
    Summary summary =
        new Summary(
            millis.get(0),
            millis.get(millis.size() / 2),
            millis.get((int) Math.ceil(millis.size() * 0.99) - 1));
    System.out.printf(
        "pod start, %s, %d runs: fastest %.1f ms, median %.1f ms, p99 %.1f ms%n",
        runtime.info().name(), runs, summary.fastest(), summary.median(), summary.p99());
    return summary;
  }

  private static SandboxSpec sandbox(String uid, String podCidr, Path logs) {
    return new SandboxSpec(
        "default",
        "measured",
        uid,
        0,
        "measured",
        false,
        false,
        false,
        false,
        logs,
        podCidr,
        new DnsConfig(List.of("10.96.0.10"), List.of(), List.of()),
        List.of(),
        Map.of(),
        Map.of("io.kubernetes.pod.uid", uid),
        Map.of());
  }

  private static ContainerSpec container(String image) {
    return new ContainerSpec(
        "main",
        0,
        image,
        List.of("/bin/sleep", Long.toString(Duration.ofHours(1).toSeconds())),
        List.of(),
        "",
        Map.of("PATH", "/bin"),
        List.of(),
        new Resources(2, 0, 0, 0, 0),
        new Security(null, null, List.of(), false, false, true, List.of(), List.of()),
        "main/0.log",
        false,
        false,
        false,
        Map.of(),
        Map.of());
  }
}
