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

import dev.trierarch.node.kubelet.PodPlan.Action;
import dev.trierarch.node.kubelet.PodPlan.RunSandbox;
import dev.trierarch.node.kubelet.PodPlan.StartContainer;
import dev.trierarch.node.kubelet.PodPlan.StopContainer;
import dev.trierarch.node.kubelet.PodPlan.StopSandbox;
import dev.trierarch.node.kubelet.Samples.Scene;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PodPlannerTest {
  private static final CrashBackoff TEN_SECONDS =
      new CrashBackoff(Duration.ofSeconds(10), NOW.minusSeconds(30));

  private static Pod withInit() {
    return pod(
        "Always", List.of(container("first"), container("second")), List.of(container("main")));
  }

  private static Pod withSidecar(String policy) {
    return pod(
        policy,
        List.of(sidecar("side"), container("first"), sidecar("late")),
        List.of(container("main")));
  }

  /** What is seen, and what is to be done, one word an action. */
  static Stream<Arguments> situations() {
    Pod always = pod("Always");
    Pod onFailure = pod("OnFailure");
    Pod never = pod("Never");
    return Stream.of(
        fact("a new pod gets a sandbox", scene(always), "sandbox 0"),
        fact("containers start in a ready sandbox", scene(always).sandbox(0, true), "start main/0"),
        fact(
            "all containers start side by side",
            scene(pod("Always", List.of(), List.of(container("a"), container("b"))))
                .sandbox(0, true),
            "start a/0",
            "start b/0"),
        fact("what runs is left alone", scene(always).sandbox(0, true).running("main", 0)),
        fact(
            "a created container is made anew",
            scene(always).sandbox(0, true).created("main", 2),
            "start main/2 replacing main-2"),
        fact(
            "Always starts again after success",
            scene(always).sandbox(0, true).exited("main", 0, 0),
            "start main/1"),
        fact(
            "Always starts again after failure",
            scene(always).sandbox(0, true).exited("main", 4, 1),
            "start main/5"),
        fact(
            "OnFailure starts again after failure",
            scene(onFailure).sandbox(0, true).exited("main", 0, 1),
            "start main/1"),
        fact(
            "OnFailure ends after success",
            scene(onFailure).sandbox(0, true).exited("main", 0, 0),
            "stop sandbox s0"),
        fact(
            "Never ends after failure",
            scene(never).sandbox(0, true).exited("main", 0, 1),
            "stop sandbox s0"),
        fact(
            "an ended pod with a stopped sandbox is over",
            scene(never).sandbox(0, false).exited("main", 0, 1),
            "over"),
        fact(
            "a pod that is terminal in the API is not started again",
            scene(withPhase(always, "Failed")),
            "over"),
        fact(
            "a dead sandbox is replaced",
            scene(always).sandbox(0, false).exited("main", 0, 137),
            "sandbox 1"),
        fact(
            "a dead sandbox's survivors go first",
            scene(always).sandbox(0, false).running("main", 0),
            "stop sandbox s0"),
        fact(
            "in a new sandbox containers go on counting",
            scene(always).sandbox(0, false).sandbox(1, true).exited("main", 3, "s0", 137),
            "start main/4"),
        fact(
            "init containers come one after the other",
            scene(withInit()).sandbox(0, true),
            "start first/0"),
        fact(
            "a running init container holds the rest up",
            scene(withInit()).sandbox(0, true).running("first", 0)),
        fact(
            "the next init container follows the last",
            scene(withInit()).sandbox(0, true).exited("first", 0, 0),
            "start second/0"),
        fact(
            "containers follow the last init container",
            scene(withInit()).sandbox(0, true).exited("first", 0, 0).exited("second", 0, 0),
            "start main/0"),
        fact(
            "a failed init container is tried again",
            scene(withInit()).sandbox(0, true).exited("first", 0, 1),
            "start first/1"),
        fact(
            "a failed init container ends a pod that never restarts",
            scene(pod("Never", List.of(container("first")), List.of(container("main"))))
                .sandbox(0, true)
                .exited("first", 0, 1),
            "stop sandbox s0"),
        fact(
            "init containers run again in a new sandbox",
            scene(withInit())
                .sandbox(0, false)
                .sandbox(1, true)
                .exited("first", 0, "s0", 0)
                .exited("second", 0, "s0", 0)
                .exited("main", 0, "s0", 1),
            "start first/1"),
        fact(
            "init containers are done once containers have run",
            scene(withInit()).sandbox(0, true).running("main", 0)),
        fact(
            "a sidecar comes in its turn",
            scene(withSidecar("Always")).sandbox(0, true),
            "start side/0"),
        fact(
            "a sidecar that is not started holds the rest up",
            scene(withSidecar("Always"))
                .sandbox(0, true)
                .running("side", 0)
                .verdict("side-0", false, false, "")),
        fact(
            "a started sidecar lets the next go",
            scene(withSidecar("Always")).sandbox(0, true).running("side", 0),
            "start first/0"),
        fact(
            "a sidecar that ended starts again beside running containers",
            scene(withSidecar("Never"))
                .sandbox(0, true)
                .exited("side", 0, 0)
                .exited("first", 0, 0)
                .running("late", 0)
                .running("main", 0),
            "start side/1"),
        fact(
            "sidecars are stopped last one first once the containers are done",
            scene(withSidecar("Never"))
                .sandbox(0, true)
                .running("side", 0)
                .exited("first", 0, 0)
                .running("late", 0)
                .exited("main", 0, 0),
            "stop late-0"),
        fact(
            "a changed image replaces the container",
            scene(always).sandbox(0, true).running("main", 0).changed(),
            "stop main-0"),
        fact(
            "a failed liveness probe stops the container",
            scene(always)
                .sandbox(0, true)
                .running("main", 0)
                .verdict("main-0", true, true, "liveness"),
            "stop main-0"),
        fact(
            "a failed startup probe stops the container",
            scene(always)
                .sandbox(0, true)
                .running("main", 0)
                .verdict("main-0", false, false, "startup"),
            "stop main-0"),
        fact(
            "a failed postStart hook stops the container",
            scene(always).sandbox(0, true).running("main", 0).hook("main-0", HookState.FAILED),
            "stop main-0"),
        fact(
            "a stop that is under way is not begun again",
            scene(always)
                .sandbox(0, true)
                .running("main", 0)
                .verdict("main-0", true, true, "liveness")
                .stopping("main-0", NOW.plusSeconds(20))),
        fact(
            "a deleted pod's containers are stopped together",
            scene(deleting(pod("Always", List.of(), List.of(container("a"), container("b"))), 5))
                .sandbox(0, true)
                .running("a", 0)
                .running("b", 0),
            "stop a-0",
            "stop b-0"),
        fact(
            "a deleted pod's sandbox is stopped when its containers have ended",
            scene(deleting(always, 5)).sandbox(0, true).exited("main", 0, 0),
            "stop sandbox s0"),
        fact("a deleted pod that never ran is over", scene(deleting(always, 5)), "over"),
        fact(
            "a shorter grace overtakes a longer one",
            scene(deleting(always, 0))
                .sandbox(0, true)
                .running("main", 0)
                .stopping("main-0", NOW.plusSeconds(30)),
            "stop main-0"),
        fact("a refused pod is over", scene(always).ending(), "over"));
  }

  static Stream<Arguments> debugging() {
    Pod always = debugged(pod("Always"));
    Pod never = debugged(pod("Never"));
    return Stream.of(
        fact("an ephemeral container waits for the sandbox", scene(always), "sandbox 0"),
        fact(
            "an ephemeral container starts beside what runs",
            scene(always).sandbox(0, true).running("main", 0),
            "start dbg/0"),
        fact(
            "an ephemeral container does not wait for init containers",
            scene(debugged(withInit())).sandbox(0, true).running("first", 0),
            "start dbg/0"),
        fact(
            "an ephemeral container that was only created is made anew",
            scene(always).sandbox(0, true).running("main", 0).created("dbg", 0),
            "start dbg/0 replacing dbg-0"),
        fact(
            "an ephemeral container that runs is left alone, whatever its image",
            scene(always).sandbox(0, true).running("dbg", 0).changed().running("main", 0)),
        fact(
            "an ephemeral container that ended stays so, whatever the policy",
            scene(always).sandbox(0, true).running("main", 0).exited("dbg", 0, 1)),
        fact(
            "an ephemeral container of a former sandbox is not started again",
            scene(always)
                .sandbox(0, false)
                .sandbox(1, true)
                .running("main", 1, "s1")
                .exited("dbg", 0, "s0", 137)),
        fact(
            "an ephemeral container that the runtime forgot is not started again",
            scene(
                    onceDebugged(
                        pod("Always"),
                        new ContainerStateBuilder().withNewTerminated().endTerminated().build()))
                .sandbox(0, true)
                .running("main", 0)),
        fact(
            "a pod that is done does not wait for its ephemeral container",
            scene(never).sandbox(0, true).exited("main", 0, 0).running("dbg", 0),
            "stop dbg-0"),
        fact(
            "a pod is not done when its ephemeral container is",
            scene(never).sandbox(0, true).running("main", 0).exited("dbg", 0, 1)),
        fact(
            "a deleted pod's ephemeral container is stopped with the others",
            scene(deleting(always, 5)).sandbox(0, true).running("main", 0).running("dbg", 0),
            "stop main-0",
            "stop dbg-0"));
  }

  private static Arguments fact(String fact, Scene scene, String... actions) {
    return Arguments.of(fact, scene.look(), List.of(actions));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"situations", "debugging"})
  void planFollowsFromWhatIsSeen(String fact, PodSituation situation, List<String> expected) {
    PodPlan plan = PodPlanner.plan(situation);
    List<String> actions =
        Stream.concat(
                plan.actions().stream().map(PodPlannerTest::words),
                plan.over() ? Stream.of("over") : Stream.empty())
            .toList();
    assertThat(actions).as(fact).isEqualTo(expected);
  }

  private static String words(Action action) {
    if (action instanceof RunSandbox run) {
      return "sandbox " + run.attempt();
    }
    if (action instanceof StopSandbox stop) {
      return "stop sandbox " + stop.sandboxId();
    }
    if (action instanceof StopContainer stop) {
      return "stop " + stop.id();
    }
    StartContainer start = (StartContainer) action;
    String replaces = start.replaces().isEmpty() ? "" : " replacing " + start.replaces();
    return "start " + start.name() + "/" + start.attempt() + replaces;
  }

  @Test
  void aContainerThatKeepsEndingWaitsForItsBackoff() {
    PodPlan plan =
        PodPlanner.plan(
            scene(pod("Always"))
                .sandbox(0, true)
                .exited("main", 1, 1)
                .backoff("main", TEN_SECONDS)
                .look());
    assertThat(plan.actions()).isEmpty();
    assertThat(plan.crashWaits().get("main").delay()).isEqualTo(Duration.ofSeconds(10));
    assertThat(plan.wakeAt()).contains(NOW.plusSeconds(9));
  }

  @Test
  void afterTheBackoffItStartsWithALongerOne() {
    PodPlan plan =
        PodPlanner.plan(
            scene(pod("Always"))
                .sandbox(0, true)
                .exited("main", 1, 1)
                .backoff("main", TEN_SECONDS)
                .at(NOW.plusSeconds(9))
                .look());
    StartContainer start = (StartContainer) plan.actions().get(0);
    assertThat(start.attempt()).isEqualTo(2);
    assertThat(start.backoff().delay()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void aContainerThatTheRuntimeForgotGoesOnCounting() {
    Pod known =
        new PodBuilder(pod("Always"))
            .withNewStatus()
            .addNewContainerStatus()
            .withName("main")
            .withContainerID("hollow://gone")
            .withRestartCount(4)
            .endContainerStatus()
            .endStatus()
            .build();
    PodPlan plan = PodPlanner.plan(scene(known).sandbox(0, true).look());
    assertThat(((StartContainer) plan.actions().get(0)).attempt()).isEqualTo(5);
  }

  @Test
  void aDeletedPodsContainersGetTheGraceOfTheDelete() {
    PodPlan plan =
        PodPlanner.plan(
            scene(deleting(pod("Always"), 7)).sandbox(0, true).running("main", 0).look());
    StopContainer stop = (StopContainer) plan.actions().get(0);
    assertThat(stop.grace()).isEqualTo(Duration.ofSeconds(7));
    assertThat(stop.message()).isEqualTo("Stopping container main");
  }

  @Test
  void aPlanThatWasCarriedOutLeavesNothingToDo() {
    PodPlan plan =
        PodPlanner.plan(
            scene(withSidecar("Always"))
                .sandbox(0, true)
                .running("side", 0)
                .exited("first", 0, 0)
                .running("late", 0)
                .running("main", 0)
                .look());
    assertThat(plan.actions()).isEmpty();
    assertThat(plan.wakeAt()).isEmpty();
    assertThat(plan.over()).isFalse();
  }
}
