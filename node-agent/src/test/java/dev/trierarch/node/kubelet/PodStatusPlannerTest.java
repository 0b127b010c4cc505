package dev.trierarch.node.kubelet;

import static dev.trierarch.node.kubelet.Samples.NOW;
import static dev.trierarch.node.kubelet.Samples.container;
import static dev.trierarch.node.kubelet.Samples.debugged;
import static dev.trierarch.node.kubelet.Samples.deleting;
import static dev.trierarch.node.kubelet.Samples.onceDebugged;
import static dev.trierarch.node.kubelet.Samples.pod;
import static dev.trierarch.node.kubelet.Samples.scene;
import static dev.trierarch.node.kubelet.Samples.sidecar;
import static dev.trierarch.node.kubelet.Samples.withPhase;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.node.kubelet.PodPlan.CrashWait;
import dev.trierarch.node.kubelet.PodStatusPlanner.Surroundings;
import dev.trierarch.node.kubelet.Samples.Scene;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PodStatusPlannerTest {
  private static final Surroundings NODE =
      new Surroundings("192.168.0.1", "hollow", Map.of(), Optional.empty());

  private static PodStatus status(Scene scene) {
    return PodStatusPlanner.status(scene.look(), Map.of(), Map.of(), NODE);
  }

  private static ContainerStatus main(PodStatus status) {
    return status.getContainerStatuses().get(0);
  }

  private static String condition(PodStatus status, String type) {
    return status.getConditions().stream()
        .filter(c -> c.getType().equals(type))
        .map(
            c ->
                Stream.of(c.getStatus(), c.getReason(), c.getMessage())
                    .filter(text -> text != null)
                    .reduce((a, b) -> a + " " + b)
                    .orElse(""))
        .findFirst()
        .orElse("none");
  }

  private static ContainerStatus dbg(PodStatus status) {
    return status.getEphemeralContainerStatuses().get(0);
  }

  @Test
  void anEphemeralContainerIsToldOfAsOthersAreButNeverReady() {
    Pod pod = debugged(pod("Always"));

    ContainerStatus waiting = dbg(status(scene(pod).sandbox(0, true).running("main", 0)));
    assertThat(waiting.getState().getWaiting().getReason()).isEqualTo("ContainerCreating");
    ContainerStatus running =
        dbg(status(scene(pod).sandbox(0, true).running("main", 0).running("dbg", 0)));
    assertThat(running.getState().getRunning()).isNotNull();
    assertThat(running.getContainerID()).isEqualTo("hollow://dbg-0");
    assertThat(running.getReady()).isFalse();
    assertThat(running.getStarted()).isNull();
    ContainerStatus ended =
        dbg(status(scene(pod).sandbox(0, true).running("main", 0).exited("dbg", 0, 3)));
    assertThat(ended.getState().getTerminated().getExitCode()).isEqualTo(3);
  }

  @Test
  void anEphemeralContainerChangesNeitherThePhaseNorReadiness() {
    PodStatus status =
        status(
            scene(debugged(pod("Always"))).sandbox(0, true).running("main", 0).exited("dbg", 0, 1));

    assertThat(status.getPhase()).isEqualTo("Running");
    assertThat(condition(status, "Ready")).isEqualTo("True");
    assertThat(condition(status, "ContainersReady")).isEqualTo("True");
  }

  @Test
  void anEphemeralContainerThatTheRuntimeForgotHasEnded() {
    Pod pod =
        onceDebugged(
            pod("Always"), new ContainerStateBuilder().withNewRunning().endRunning().build());

    ContainerStatus status = dbg(status(scene(pod).sandbox(0, true).running("main", 0)));

    assertThat(status.getState().getTerminated().getReason()).isEqualTo("ContainerStatusUnknown");
  }

  static Stream<Arguments> phases() {
    Pod two = pod("Never", List.of(), List.of(container("a"), container("b")));
    Pod init = pod("Never", List.of(container("first")), List.of(container("main")));
    Pod side = pod("Never", List.of(sidecar("side")), List.of(container("main")));
    return Stream.of(
        Arguments.of("nothing runs yet", scene(pod("Always")), "Pending"),
        Arguments.of(
            "it runs", scene(pod("Always")).sandbox(0, true).running("main", 0), "Running"),
        Arguments.of(
            "it ended and starts again",
            scene(pod("Always")).sandbox(0, true).exited("main", 0, 0),
            "Running"),
        Arguments.of(
            "it failed and starts again",
            scene(pod("OnFailure")).sandbox(0, true).exited("main", 0, 1),
            "Running"),
        Arguments.of(
            "it is done",
            scene(pod("OnFailure")).sandbox(0, true).exited("main", 0, 0),
            "Succeeded"),
        Arguments.of(
            "it failed for good",
            scene(pod("Never")).sandbox(0, true).exited("main", 0, 1),
            "Failed"),
        Arguments.of(
            "one of two still runs",
            scene(two).sandbox(0, true).exited("a", 0, 1).running("b", 0),
            "Running"),
        Arguments.of(
            "one of two never ran", scene(two).sandbox(0, true).running("a", 0), "Pending"),
        Arguments.of(
            "one of two failed",
            scene(two).sandbox(0, true).exited("a", 0, 1).exited("b", 0, 0),
            "Failed"),
        Arguments.of("init runs", scene(init).sandbox(0, true).running("first", 0), "Pending"),
        Arguments.of(
            "init failed for good", scene(init).sandbox(0, true).exited("first", 0, 1), "Failed"),
        Arguments.of(
            "done, but a sidecar still runs",
            scene(withPhase(side, "Running"))
                .sandbox(0, true)
                .running("side", 0)
                .exited("main", 0, 0),
            "Running"),
        Arguments.of(
            "done, its sidecar too",
            scene(side).sandbox(0, true).exited("side", 0, 0).exited("main", 0, 0),
            "Succeeded"),
        Arguments.of(
            "deleted while it runs",
            scene(deleting(pod("Always"), 5)).sandbox(0, true).running("main", 0),
            "Running"),
        Arguments.of(
            "deleted and ended well",
            scene(deleting(pod("Always"), 5)).sandbox(0, false).exited("main", 0, 0),
            "Succeeded"),
        Arguments.of(
            "deleted and killed",
            scene(deleting(pod("Always"), 5)).sandbox(0, false).exited("main", 0, 137),
            "Failed"),
        Arguments.of(
            "terminal stays terminal",
            scene(withPhase(pod("Always"), "Failed")).sandbox(0, true).running("main", 0),
            "Failed"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("phases")
  void phaseFollowsFromTheContainers(String fact, Scene scene, String phase) {
    assertThat(status(scene).getPhase()).as(fact).isEqualTo(phase);
  }

  @Test
  void aPodThatIsNotSeenYetIsBeingCreated() {
    PodStatus status = status(scene(pod("Always")));
    assertThat(main(status).getState().getWaiting().getReason()).isEqualTo("ContainerCreating");
    assertThat(main(status).getReady()).isFalse();
    assertThat(main(status).getStarted()).isFalse();
    assertThat(main(status).getImage()).isEqualTo("image:1");
    assertThat(status.getStartTime()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(condition(status, "PodReadyToStartContainers")).isEqualTo("False");
    assertThat(condition(status, "Initialized")).isEqualTo("True");
    assertThat(condition(status, "Ready"))
        .isEqualTo("False ContainersNotReady containers with unready status: [main]");
    assertThat(condition(status, "ContainersReady"))
        .isEqualTo("False ContainersNotReady containers with unready status: [main]");
    assertThat(condition(status, "PodScheduled")).isEqualTo("True");
  }

  @Test
  void aRunningPodIsReadyAndHasAddresses() {
    PodStatus status = status(scene(pod("Always")).sandbox(0, true).running("main", 0));
    assertThat(main(status).getState().getRunning().getStartedAt())
        .isEqualTo("2026-01-02T03:03:05Z");
    assertThat(main(status).getContainerID()).isEqualTo("hollow://main-0");
    assertThat(main(status).getImageID()).isEqualTo("sha256:1");
    assertThat(main(status).getReady()).isTrue();
    assertThat(main(status).getStarted()).isTrue();
    assertThat(status.getPodIP()).isEqualTo("10.0.0.1");
    assertThat(status.getPodIPs()).extracting(ip -> ip.getIp()).containsExactly("10.0.0.1");
    assertThat(status.getHostIP()).isEqualTo("192.168.0.1");
    assertThat(status.getQosClass()).isEqualTo("BestEffort");
    assertThat(condition(status, "Ready")).isEqualTo("True");
  }

  @Test
  void aContainerInBackoffSaysSoAndKeepsItsLastEnd() {
    PodStatus status =
        PodStatusPlanner.status(
            scene(pod("Always")).sandbox(0, true).exited("main", 2, 1).look(),
            Map.of("main", new CrashWait(Duration.ofSeconds(80), NOW.plusSeconds(70))),
            Map.of(),
            NODE);
    assertThat(main(status).getState().getWaiting().getReason()).isEqualTo("CrashLoopBackOff");
    assertThat(main(status).getState().getWaiting().getMessage())
        .isEqualTo("back-off 1m20s restarting failed container=main pod=web_default(uid-1)");
    assertThat(main(status).getLastState().getTerminated().getExitCode()).isEqualTo(1);
    assertThat(main(status).getRestartCount()).isEqualTo(2);
    assertThat(status.getPhase()).isEqualTo("Running");
  }

  @Test
  void aRestartedContainerRemembersItsLastEnd() {
    PodStatus status =
        status(scene(pod("Always")).sandbox(0, true).exited("main", 0, 137).running("main", 1));
    assertThat(main(status).getLastState().getTerminated().getExitCode()).isEqualTo(137);
    assertThat(main(status).getRestartCount()).isEqualTo(1);
  }

  @Test
  void whyAContainerCannotStartIsItsWaitingReason() {
    PodStatus status =
        PodStatusPlanner.status(
            scene(pod("Always")).sandbox(0, true).look(),
            Map.of(),
            Map.of("main", new Waiting("ErrImagePull", "no such image")),
            NODE);
    assertThat(main(status).getState().getWaiting().getReason()).isEqualTo("ErrImagePull");
    assertThat(main(status).getState().getWaiting().getMessage()).isEqualTo("no such image");
    assertThat(status.getPhase()).isEqualTo("Pending");
  }

  @Test
  void aContainerWhoseReadinessProbeFailsIsNotReady() {
    PodStatus status =
        status(
            scene(pod("Always"))
                .sandbox(0, true)
                .running("main", 0)
                .verdict("main-0", true, false, ""));
    assertThat(main(status).getStarted()).isTrue();
    assertThat(main(status).getReady()).isFalse();
    assertThat(condition(status, "Ready")).startsWith("False ContainersNotReady");
  }

  @Test
  void anEndingPodIsNotReady() {
    PodStatus status =
        status(scene(deleting(pod("Always"), 5)).sandbox(0, true).running("main", 0));
    assertThat(condition(status, "Ready")).startsWith("False");
  }

  @Test
  void initContainersThatAreNotDoneAreNamed() {
    Pod pod =
        pod("Always", List.of(container("first"), sidecar("side")), List.of(container("main")));
    PodStatus status = status(scene(pod).sandbox(0, true).running("first", 0));
    assertThat(condition(status, "Initialized"))
        .isEqualTo(
            "False ContainersNotInitialized containers with incomplete status: [first side]");
    assertThat(main(status).getState().getWaiting().getReason()).isEqualTo("PodInitializing");
  }

  @Test
  void aFinishedPodIsCompleted() {
    PodStatus status = status(scene(pod("Never")).sandbox(0, false).exited("main", 0, 0));
    assertThat(condition(status, "Ready")).isEqualTo("False PodCompleted");
    assertThat(condition(status, "Initialized")).isEqualTo("True PodCompleted");
  }

  @Test
  void aConditionKeepsItsTimeWhileItDoesNotChange() {
    PodCondition old = new PodCondition();
    old.setType("Ready");
    old.setStatus("True");
    old.setLastTransitionTime("2025-12-31T00:00:00Z");
    Pod pod =
        new PodBuilder(pod("Always"))
            .withNewStatus()
            .withPhase("Running")
            .withConditions(old)
            .endStatus()
            .build();
    PodStatus status = status(scene(pod).sandbox(0, true).running("main", 0));
    assertThat(status.getConditions())
        .filteredOn(c -> c.getType().equals("Ready"))
        .extracting(PodCondition::getLastTransitionTime)
        .containsExactly("2025-12-31T00:00:00Z");
  }

  @Test
  void conditionsOfOthersAreKeptAndReadinessGatesCount() {
    PodCondition other = new PodCondition();
    other.setType("example.com/gate");
    other.setStatus("False");
    Pod pod =
        new PodBuilder(pod("Always"))
            .editSpec()
            .addNewReadinessGate("example.com/gate")
            .endSpec()
            .withNewStatus()
            .withConditions(other)
            .endStatus()
            .build();
    PodStatus status = status(scene(pod).sandbox(0, true).running("main", 0));
    assertThat(condition(status, "example.com/gate")).isEqualTo("False");
    assertThat(condition(status, "ContainersReady")).isEqualTo("True");
    assertThat(condition(status, "Ready")).startsWith("False ReadinessGatesNotReady");
  }

  @Test
  void aRefusedPodHasFailedWithTheReason() {
    Surroundings refused =
        new Surroundings(
            "192.168.0.1", "hollow", Map.of(), Optional.of(new Waiting("OutOfcpu", "no room")));
    PodStatus status =
        PodStatusPlanner.status(scene(pod("Always")).ending().look(), Map.of(), Map.of(), refused);
    assertThat(status.getPhase()).isEqualTo("Failed");
    assertThat(status.getReason()).isEqualTo("OutOfcpu");
    assertThat(status.getMessage()).isEqualTo("no room");
    assertThat(status.getContainerStatuses()).isEmpty();
  }

  @Test
  void lastWordsAreTheTerminatedMessage() {
    Surroundings spoken =
        new Surroundings(
            "192.168.0.1", "hollow", Map.of("main-0", "out of ideas"), Optional.empty());
    PodStatus status =
        PodStatusPlanner.status(
            scene(pod("Never")).sandbox(0, false).exited("main", 0, 1).look(),
            Map.of(),
            Map.of(),
            spoken);
    assertThat(main(status).getState().getTerminated().getMessage()).isEqualTo("out of ideas");
  }
}
