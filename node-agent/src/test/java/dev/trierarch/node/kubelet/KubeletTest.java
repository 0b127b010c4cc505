package dev.trierarch.node.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.node.api.ApiClient;
import dev.trierarch.node.api.Servers;
import dev.trierarch.node.probe.HttpRequests;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.Phase;
import dev.trierarch.node.runtime.hollow.HollowRuntime;
import dev.trierarch.node.threads.AgentThreads;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole hollow node against an API that has its moods. */
class KubeletTest {
  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir Path data;
  private final HollowRuntime runtime = new HollowRuntime(CLOCK);
  private AgentThreads threads;
  private FakeApi api;
  private Kubelet kubelet;

  @BeforeEach
  void open() throws Exception {
    api = new FakeApi();
    start();
  }

  private void start() throws Exception {
    threads = new AgentThreads();
    ApiClient client =
        new ApiClient(
            Servers.of(List.of(URI.create("http://127.0.0.1:" + api.port()))),
            SSLContext.getDefault(),
            Optional.empty(),
            "test",
            threads.http());
    kubelet =
        new Kubelets(
                client, runtime, threads, new HttpRequests(threads.http()), CLOCK, new Random(1))
            .hollow("n1", "192.168.0.1", 10250, data);
    kubelet.start();
  }

  private void stop() {
    kubelet.close();
    threads.close();
  }

  @AfterEach
  void close() {
    stop();
    api.close();
  }

  private void giveNodeItsRange() {
    String path = "/api/v1/nodes/n1";
    await("the node", () -> api.find(path).isPresent());
    api.change(path, node -> node.putObject("spec").put("podCIDR", "10.9.0.0/24"));
  }

  private static Pod pod(String name, Map<String, String> annotations) {
    return new PodBuilder(Samples.pod("Always"))
        .editMetadata()
        .withName(name)
        .withUid("uid-" + name)
        .withAnnotations(annotations)
        .withCreationTimestamp("2026-01-02T03:04:05Z")
        .endMetadata()
        .build();
  }

  private Optional<ContainerStatus> status(String name) {
    return api.pod(name)
        .filter(p -> p.getStatus() != null)
        .flatMap(p -> p.getStatus().getContainerStatuses().stream().findFirst());
  }

  private void awaitStatus(String name, Predicate<ContainerStatus> condition) {
    await(name, () -> status(name).filter(condition).isPresent());
  }

  private static boolean isRunning(ContainerStatus status) {
    return status.getState().getRunning() != null;
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long: %s", what).isLessThan(deadlineNanos);
      LockSupport.parkNanos(10_000_000);
    }
  }

  @Test
  void theNodeIsRegisteredAndGivesASignOfLife() {
    await(
        "lease",
        () ->
            api.find("/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/n1")
                .isPresent());
    var node = api.find("/api/v1/nodes/n1").orElseThrow();
    assertThat(node.path("status").path("capacity").path("pods").asString()).isEqualTo("110");
    assertThat(node.path("status").path("nodeInfo").path("containerRuntimeVersion").asString())
        .isEqualTo("hollow://1.0");
    assertThat(node.path("metadata").path("labels").path("kubernetes.io/hostname").asString())
        .isEqualTo("n1");
    assertThat(
            node.path("status")
                .path("conditions")
                .valueStream()
                .filter(c -> c.path("type").asString().equals("Ready"))
                .map(c -> c.path("status").asString()))
        .containsExactly("True");
  }

  @Test
  void aPodIsRunAndADeletedOneIsEndedAndRemoved() {
    giveNodeItsRange();
    api.put(pod("web", Map.of()));
    awaitStatus("web", KubeletTest::isRunning);
    Pod running = api.pod("web").orElseThrow();
    assertThat(running.getStatus().getPhase()).isEqualTo("Running");
    assertThat(running.getStatus().getPodIP()).startsWith("10.9.0.");
    api.put(Samples.deleting(running, 1));
    await("the pod's end", () -> api.pod("web").isEmpty());
    await("the sandbox's end", () -> runtime.sandboxes().isEmpty());
    assertThat(api.messages("web"))
        .contains("Container created", "Container started", "Stopping container main");
  }

  @Test
  void aContainerThatEndsIsStartedAgainAndThenWaits() {
    giveNodeItsRange();
    api.put(pod("crash", Map.of(HollowRuntime.EXIT_AFTER, "PT0S", HollowRuntime.EXIT_CODE, "3")));
    awaitStatus(
        "crash",
        s ->
            s.getRestartCount() == 1
                && s.getState().getWaiting() != null
                && s.getState().getWaiting().getReason().equals("CrashLoopBackOff"));
    assertThat(status("crash").orElseThrow().getLastState().getTerminated().getExitCode())
        .isEqualTo(3);
  }

  @Test
  void anAgentStartedAgainAdoptsWhatRuns() throws Exception {
    giveNodeItsRange();
    api.put(pod("web", Map.of()));
    awaitStatus("web", KubeletTest::isRunning);
    List<ContainerState> before = runtime.containers();
    stop();
    start();
    api.put(pod("second", Map.of()));
    awaitStatus("second", KubeletTest::isRunning);
    assertThat(runtime.containers()).containsAll(before);
    assertThat(status("web").orElseThrow().getRestartCount()).isZero();
  }

  @Test
  void whatWasDeletedWhileTheAgentWasAwayIsEnded() throws Exception {
    giveNodeItsRange();
    api.put(pod("web", Map.of()));
    awaitStatus("web", KubeletTest::isRunning);
    stop();
    api.remove(Pods.path(pod("web", Map.of())));
    start();
    await("the orphan's end", () -> runtime.sandboxes().isEmpty());
  }

  @Test
  void whileTheApiIsAwayContainersAreKeptAliveAndItCatchesUp() {
    giveNodeItsRange();
    api.put(pod("web", Map.of()));
    awaitStatus("web", KubeletTest::isRunning);
    api.goAway();
    ContainerState first = runtime.containers().get(0);
    runtime.stopContainer(first.id(), Duration.ZERO);
    await(
        "the next attempt",
        () ->
            runtime.containers().stream()
                .anyMatch(c -> c.attempt() == 1 && c.phase() == Phase.RUNNING));
    api.comeBack();
    awaitStatus("web", s -> s.getRestartCount() == 1 && isRunning(s));
  }

  @Test
  void aPodThatDoesNotFitIsRefused() {
    giveNodeItsRange();
    Pod big =
        new PodBuilder(pod("big", Map.of()))
            .editSpec()
            .editFirstContainer()
            .withNewResources()
            .addToRequests("cpu", new Quantity("1000"))
            .endResources()
            .endContainer()
            .endSpec()
            .build();
    api.put(big);
    await(
        "the refusal",
        () ->
            api.pod("big").filter(p -> p.getStatus() != null).isPresent()
                && "Failed".equals(api.pod("big").orElseThrow().getStatus().getPhase()));
    assertThat(api.pod("big").orElseThrow().getStatus().getReason()).isEqualTo("OutOfcpu");
    assertThat(runtime.sandboxes()).isEmpty();
  }
}
