package dev.trierarch.scheduler.plugins;

import static dev.trierarch.scheduler.Samples.cluster;
import static dev.trierarch.scheduler.Samples.cordoned;
import static dev.trierarch.scheduler.Samples.labelled;
import static dev.trierarch.scheduler.Samples.node;
import static dev.trierarch.scheduler.Samples.pending;
import static dev.trierarch.scheduler.Samples.pod;
import static dev.trierarch.scheduler.Samples.small;
import static dev.trierarch.scheduler.Samples.state;
import static dev.trierarch.scheduler.Samples.tainted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.scheduler.framework.FilterPlugin;
import dev.trierarch.scheduler.framework.NodeState;
import dev.trierarch.scheduler.framework.PendingPod;
import dev.trierarch.scheduler.framework.ScorePlugin;
import dev.trierarch.scheduler.framework.Verdict;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PluginsTest {

  private static final Verdict FITS = Verdict.yes();

  static Stream<Arguments> verdicts() {
    Node plain = node("n1");
    Node dedicated = tainted(plain, "dedicated", "db", "NoSchedule");
    Pod pod = small("web");
    return Stream.of(
        Arguments.of(
            "a cordoned node",
            new NodeUnschedulable(),
            pod,
            state(cordoned(plain)),
            Verdict.never("node(s) were unschedulable")),
        Arguments.of(
            "a cordoned node that is tolerated",
            new NodeUnschedulable(),
            tolerating(pod, "node.kubernetes.io/unschedulable"),
            state(cordoned(plain)),
            FITS),
        Arguments.of(
            "a taint",
            new TaintToleration(),
            pod,
            state(dedicated),
            Verdict.never("node(s) had untolerated taint {dedicated: db}")),
        Arguments.of(
            "a tolerated taint",
            new TaintToleration(),
            tolerating(pod, "dedicated"),
            state(dedicated),
            FITS),
        Arguments.of(
            "a taint that only discourages",
            new TaintToleration(),
            pod,
            state(tainted(plain, "dedicated", "db", "PreferNoSchedule")),
            FITS),
        Arguments.of(
            "a node selector that fits",
            new NodeAffinity(),
            selecting(pod, "disk", "ssd"),
            state(labelled(plain, "disk", "ssd")),
            FITS),
        Arguments.of(
            "a node selector that does not",
            new NodeAffinity(),
            selecting(pod, "disk", "ssd"),
            state(plain),
            Verdict.never("node(s) didn't match Pod's node affinity/selector")),
        Arguments.of(
            "a free host port",
            new NodePorts(),
            onPort(pod, 80),
            state(plain, onPort(small("a"), 81)),
            FITS),
        Arguments.of(
            "a taken host port",
            new NodePorts(),
            onPort(pod, 80),
            state(plain, onPort(small("a"), 80)),
            Verdict.no("node(s) didn't have free ports for the requested pod ports")),
        Arguments.of(
            "room enough", new NodeResourcesFit(), pod("a", "4", "8Gi"), state(plain), FITS),
        Arguments.of(
            "no room now",
            new NodeResourcesFit(),
            pod("a", "3", "1Gi"),
            state(plain, pod("b", "2", "1Gi")),
            Verdict.no("Insufficient cpu")),
        Arguments.of(
            "never enough room",
            new NodeResourcesFit(),
            pod("a", "5", "9Gi"),
            state(plain),
            Verdict.never("Insufficient cpu", "Insufficient memory")),
        Arguments.of(
            "too many pods",
            new NodeResourcesFit(),
            pod,
            state(withPodsMax(plain, 1), small("a")),
            Verdict.no("Too many pods")));
  }

  @ParameterizedTest(name = "{1}: {0}")
  @MethodSource
  void verdicts(String what, FilterPlugin plugin, Pod pod, NodeState node, Verdict expected) {
    assertThat(plugin.forPod(pending(pod), cluster(node)).check(node)).isEqualTo(expected);
  }

  @Test
  void podsThatWantDistanceDoNotShareANode() {
    Pod db = apartFrom(small("db"), "db");
    NodeState taken = state(node("n1"), small("db"));
    NodeState free = state(node("n2"));
    var filter = new InterPodAffinity().forPod(pending(db), cluster(taken, free));
    assertThat(filter.check(taken).reasons())
        .containsExactly("node(s) didn't match pod anti-affinity rules");
    assertThat(filter.check(free)).isEqualTo(FITS);
  }

  @Test
  void aRunningPodKeepsOthersAway() {
    NodeState taken = state(node("n1"), apartFrom(small("db"), "web"));
    var filter = new InterPodAffinity().forPod(pending(small("web")), cluster(taken));
    assertThat(filter.check(taken).reasons())
        .containsExactly("node(s) didn't satisfy existing pods anti-affinity rules");
  }

  @Test
  void podsThatWantCompanyFollowIt() {
    Pod web = nearTo(small("web"), "cache");
    NodeState with = state(node("n1"), small("cache"));
    NodeState without = state(node("n2"));
    var filter = new InterPodAffinity().forPod(pending(web), cluster(with, without));
    assertThat(filter.check(with)).isEqualTo(FITS);
    assertThat(filter.check(without))
        .isEqualTo(Verdict.never("node(s) didn't match pod affinity rules"));
  }

  @Test
  void theFirstOfAGroupMayGoAnywhere() {
    Pod web = nearTo(small("web"), "web");
    NodeState empty = state(node("n1"));
    assertThat(new InterPodAffinity().forPod(pending(web), cluster(empty)).check(empty))
        .isEqualTo(FITS);
  }

  @Test
  void theSkewBetweenZonesIsKept() {
    Pod web = spread(small("web"), "zone", 1);
    NodeState crowded = state(labelled(node("n1"), "zone", "a"), small("web"));
    NodeState empty = state(labelled(node("n2"), "zone", "b"));
    NodeState nowhere = state(node("n3"));
    var filter = new PodTopologySpread().forPod(pending(web), cluster(crowded, empty, nowhere));
    assertThat(filter.check(empty)).isEqualTo(FITS);
    assertThat(filter.check(crowded))
        .isEqualTo(Verdict.no("node(s) didn't match pod topology spread constraints"));
    assertThat(filter.check(nowhere))
        .isEqualTo(
            Verdict.never(
                "node(s) didn't match pod topology spread constraints (missing required label)"));
  }

  @Test
  void podsOfAServiceAreSpreadWithoutBeingTold() {
    LabelSelector ofService = new LabelSelectorBuilder().addToMatchLabels("app", "web").build();
    PendingPod web = PendingPod.of(small("web"), List.of(ofService));
    List<NodeState> nodes =
        List.of(state(node("n1"), small("web"), pod("web", "1m", "1Mi")), state(node("n2")));
    long[] scores =
        new PodTopologySpread().score(web, nodes, cluster(nodes.toArray(NodeState[]::new)));
    assertThat(scores[1]).isGreaterThan(scores[0]);
  }

  static Stream<Arguments> preferences() {
    Node discouraging = tainted(node("n2"), "old", null, "PreferNoSchedule");
    return Stream.of(
        Arguments.of(
            new NodeResourcesFit(),
            small("a"),
            state(node("n1")),
            state(node("n2"), pod("b", "2", "4Gi"))),
        Arguments.of(
            new BalancedAllocation(),
            pod("a", "1", "2Gi"),
            state(node("n1")),
            state(node("n2"), pod("b", "3", "64Mi"))),
        Arguments.of(new TaintToleration(), small("a"), state(node("n1")), state(discouraging)),
        Arguments.of(
            new ImageLocality(),
            small("a"),
            state(withImage(node("n1"), "image:1")),
            state(node("n2"))),
        Arguments.of(
            new NodeAffinity(),
            preferring(small("a"), "disk", "ssd"),
            state(labelled(node("n1"), "disk", "ssd")),
            state(node("n2"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void preferences(ScorePlugin plugin, Pod pod, NodeState better, NodeState worse) {
    long[] scores = plugin.score(pending(pod), List.of(better, worse), cluster(better, worse));
    assertThat(scores[0]).isGreaterThan(scores[1]);
    assertThat(scores[0]).isBetween(0L, ScorePlugin.SCORE_MAX);
    assertThat(scores[1]).isBetween(0L, ScorePlugin.SCORE_MAX);
  }

  private static Pod tolerating(Pod pod, String key) {
    return new PodBuilder(pod)
        .editSpec()
        .withTolerations(new Toleration(null, key, "Exists", null, null))
        .endSpec()
        .build();
  }

  private static Pod selecting(Pod pod, String label, String value) {
    return new PodBuilder(pod).editSpec().addToNodeSelector(label, value).endSpec().build();
  }

  private static Pod onPort(Pod pod, int port) {
    return new PodBuilder(pod)
        .editSpec()
        .editFirstContainer()
        .addNewPort()
        .withContainerPort(port)
        .withHostPort(port)
        .endPort()
        .endContainer()
        .endSpec()
        .build();
  }

  private static Pod apartFrom(Pod pod, String app) {
    return new PodBuilder(pod)
        .editSpec()
        .editOrNewAffinity()
        .editOrNewPodAntiAffinity()
        .addNewRequiredDuringSchedulingIgnoredDuringExecution()
        .withTopologyKey("kubernetes.io/hostname")
        .withNewLabelSelector()
        .addToMatchLabels("app", app)
        .endLabelSelector()
        .endRequiredDuringSchedulingIgnoredDuringExecution()
        .endPodAntiAffinity()
        .endAffinity()
        .endSpec()
        .build();
  }

  private static Pod nearTo(Pod pod, String app) {
    return new PodBuilder(pod)
        .editSpec()
        .editOrNewAffinity()
        .editOrNewPodAffinity()
        .addNewRequiredDuringSchedulingIgnoredDuringExecution()
        .withTopologyKey("kubernetes.io/hostname")
        .withNewLabelSelector()
        .addToMatchLabels("app", app)
        .endLabelSelector()
        .endRequiredDuringSchedulingIgnoredDuringExecution()
        .endPodAffinity()
        .endAffinity()
        .endSpec()
        .build();
  }

  private static Pod spread(Pod pod, String key, int maxSkew) {
    return new PodBuilder(pod)
        .editSpec()
        .addNewTopologySpreadConstraint()
        .withTopologyKey(key)
        .withMaxSkew(maxSkew)
        .withWhenUnsatisfiable("DoNotSchedule")
        .withNewLabelSelector()
        .addToMatchLabels("app", "web")
        .endLabelSelector()
        .endTopologySpreadConstraint()
        .endSpec()
        .build();
  }

  private static Pod preferring(Pod pod, String label, String value) {
    return new PodBuilder(pod)
        .editSpec()
        .editOrNewAffinity()
        .editOrNewNodeAffinity()
        .addNewPreferredDuringSchedulingIgnoredDuringExecution()
        .withWeight(5)
        .withNewPreference()
        .addNewMatchExpression()
        .withKey(label)
        .withOperator("In")
        .withValues(value)
        .endMatchExpression()
        .endPreference()
        .endPreferredDuringSchedulingIgnoredDuringExecution()
        .endNodeAffinity()
        .endAffinity()
        .endSpec()
        .build();
  }

  private static Node withPodsMax(Node node, int max) {
    return new NodeBuilder(node)
        .editStatus()
        .addToAllocatable("pods", new Quantity(Integer.toString(max)))
        .endStatus()
        .build();
  }

  private static Node withImage(Node node, String image) {
    return new NodeBuilder(node)
        .editStatus()
        .addNewImage()
        .withNames(image)
        .withSizeBytes(500L * 1024 * 1024)
        .endImage()
        .endStatus()
        .build();
  }
}
