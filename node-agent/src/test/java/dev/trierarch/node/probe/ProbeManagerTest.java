package dev.trierarch.node.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.Phase;
import dev.trierarch.node.runtime.hollow.HollowRuntime;
import dev.trierarch.node.threads.AgentThreads;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProbeManagerTest {
  private final AgentThreads threads = new AgentThreads();
  private final Queue<String> announced = new ConcurrentLinkedQueue<>();
  private final Queue<String> woken = new ConcurrentLinkedQueue<>();
  private HttpServer server;
  private volatile int answer = 200;
  private ProbeManager probes;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 10);
    server.createContext(
        "/health",
        exchange -> {
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    server.start();
    probes =
        new ProbeManager(
            new HollowRuntime(InstantSource.system()),
            new HttpRequests(threads.http()),
            (pod, container, message) -> announced.add(message),
            woken::add,
            threads,
            InstantSource.system(),
            new Random(1));
  }

  @AfterEach
  void close() {
    server.stop(0);
    threads.close();
  }

  private Probe http() {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath("/health")
        .withPort(new IntOrString("web"))
        .endHttpGet()
        .withPeriodSeconds(1)
        .withFailureThreshold(1)
        .build();
  }

  private ContainerBuilder container() {
    return new ContainerBuilder()
        .withName("main")
        .addNewPort()
        .withName("web")
        .withContainerPort(server.getAddress().getPort())
        .endPort();
  }

  private static Pod pod(Container container) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("web")
        .withNamespace("default")
        .withUid("uid-1")
        .endMetadata()
        .withNewSpec()
        .withContainers(container)
        .endSpec()
        .build();
  }

  private void watch(Container container) {
    ContainerState running =
        new ContainerState(
            "c1",
            "s1",
            "main",
            0,
            "image",
            "id",
            Phase.RUNNING,
            Instant.now(),
            Instant.now(),
            null,
            0,
            "",
            "",
            Map.of(),
            Map.of());
    probes.watch(pod(container), "127.0.0.1", List.of(running));
  }

  private ProbeVerdict verdict() {
    return probes.verdicts("uid-1").get("c1");
  }

  private void await(Predicate<ProbeVerdict> condition) {
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.test(verdict())) {
      assertThat(System.nanoTime()).as("verdict is %s", verdict()).isLessThan(deadlineNanos);
      LockSupport.parkNanos(10_000_000);
    }
  }

  @Test
  void aContainerIsReadyOnceItAnswersAndNotReadyWhenItFails() {
    watch(container().withReadinessProbe(http()).build());
    assertThat(verdict().ready()).isFalse();
    await(ProbeVerdict::ready);
    assertThat(woken).contains("uid-1");
    answer = 503;
    await(v -> !v.ready());
    assertThat(announced)
        .contains("Readiness probe failed: HTTP probe failed with statuscode: 503");
    assertThat(verdict().failedProbe()).isEmpty();
  }

  @Test
  void aContainerThatFailsItsLivenessProbeIsToBeRestarted() {
    watch(container().withLivenessProbe(http()).build());
    assertThat(verdict().failedProbe()).isEmpty();
    answer = 500;
    await(v -> v.failedProbe().equals("liveness"));
  }

  @Test
  void otherProbesWaitForTheStartupProbe() {
    answer = 500;
    Probe patient = new ProbeBuilder(http()).withFailureThreshold(1_000).build();
    watch(container().withStartupProbe(patient).withLivenessProbe(http()).build());
    await(v -> announced.stream().anyMatch(a -> a.startsWith("Startup probe failed")));
    assertThat(verdict().started()).isFalse();
    assertThat(verdict().failedProbe()).isEmpty();
    answer = 200;
    await(ProbeVerdict::started);
    answer = 500;
    await(v -> v.failedProbe().equals("liveness"));
  }

  @Test
  void aContainerThatEndedIsNotProbedAnyMore() {
    watch(container().withReadinessProbe(http()).build());
    await(ProbeVerdict::ready);
    probes.watch(pod(container().build()), "127.0.0.1", List.of());
    assertThat(probes.verdicts("uid-1")).isEmpty();
  }

  @Test
  void aPortThatNobodyListensOnIsNotReady() {
    Probe tcp =
        new ProbeBuilder()
            .withNewTcpSocket()
            .withPort(new IntOrString(1))
            .endTcpSocket()
            .withFailureThreshold(1)
            .build();
    watch(container().withReadinessProbe(tcp).build());
    await(v -> !announced.isEmpty());
    assertThat(announced.peek()).startsWith("Readiness probe failed: dial tcp 127.0.0.1:1: ");
  }
}
