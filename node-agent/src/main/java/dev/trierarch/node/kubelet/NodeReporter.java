package dev.trierarch.node.kubelet;

import dev.trierarch.node.api.ApiClient;
import dev.trierarch.node.api.ApiFailure;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the node and keeps its status true: written when it changes, and every five minutes.
 */
final class NodeReporter {
  private static final Logger LOG = LoggerFactory.getLogger(NodeReporter.class);
  private static final Duration REPORT_AT_LEAST_EVERY = Duration.ofMinutes(5);
  private static final String PATH = "/api/v1/nodes";
  private static final String RUNTIME_LIMITS_ANNOTATION = "trierarch.dev/runtime-limits";

  private final ApiClient api;
  private final String name;
  private final Map<String, String> labels;
  private final Supplier<NodeStatusPlanner.Observation> observe;
  private final InstantSource clock;
  private volatile String podCidr = "";
  private volatile String uid = "";
  private Instant reportedAt = Instant.MIN;

  /**
   * @param labels that the node's agent answers for
   */
  NodeReporter(
      ApiClient api,
      String name,
      Map<String, String> labels,
      Supplier<NodeStatusPlanner.Observation> observe,
      InstantSource clock) {
    this.api = api;
    this.name = name;
    this.labels = Map.copyOf(labels);
    this.observe = observe;
    this.clock = clock;
  }

  String podCidr() {
    return podCidr;
  }

  String uid() {
    return uid;
  }

  /** Makes the Node, or takes the one that is there, and writes the first status. */
  synchronized void register() {
    Node node = api.find(path(), Node.class).orElseGet(this::create);
    Map<String, String> wantedLabels = with(node.getMetadata().getLabels(), labels);
    Map<String, String> wantedAnnotations =
        with(node.getMetadata().getAnnotations(), annotations());
    if (!wantedLabels.equals(node.getMetadata().getLabels())
        || !wantedAnnotations.equals(node.getMetadata().getAnnotations())) {
      Node described =
          new NodeBuilder(node)
              .editMetadata()
              .withLabels(wantedLabels)
              .withAnnotations(wantedAnnotations)
              .endMetadata()
              .build();
      node = api.replace(path(), described, Node.class, null);
    }
    reportedAt = Instant.MIN;
    report(node);
  }

  /** What the runtime cannot do here, one sentence a line, for those who look at the node. */
  private Map<String, String> annotations() {
    return Map.of(RUNTIME_LIMITS_ANNOTATION, String.join("\n", observe.get().runtime().limits()));
  }

  private static Map<String, String> with(Map<String, String> there, Map<String, String> ours) {
    Map<String, String> together = there == null ? new HashMap<>() : new HashMap<>(there);
    together.putAll(ours);
    return together;
  }

  private Node create() {
    Node fresh =
        new NodeBuilder()
            .withNewMetadata()
            .withName(name)
            .withLabels(labels)
            .withAnnotations(annotations())
            .endMetadata()
            .withStatus(NodeStatusPlanner.status(observe.get(), null, clock.instant()))
            .build();
    try {
      return api.create(PATH, fresh, Node.class);
    } catch (ApiFailure failure) {
      if (failure.isConflict()) {
        return api.get(path(), Node.class);
      }
      throw failure;
    }
  }

  /** Looks at the node in the API and writes its status when it is due. */
  synchronized void report() {
    Optional<Node> node = api.find(path(), Node.class);
    if (node.isPresent()) {
      report(node.get());
    } else {
      LOG.warn("Node {} was deleted from the cluster, registering it again", name);
      register();
    }
  }

  private void report(Node node) {
    learn(node);
    Instant now = clock.instant();
    NodeStatus before = node.getStatus();
    NodeStatus status = NodeStatusPlanner.status(observe.get(), before, now);
    boolean due = !now.isBefore(soon(reportedAt));
    boolean same = before != null && NodeStatusPlanner.sameButForHeartbeat(status, before);
    if (same && !due) {
      return;
    }
    Node wanted = new NodeBuilder(node).withStatus(status).build();
    try {
      learn(api.replace(path() + "/status", wanted, Node.class, null));
      reportedAt = now;
    } catch (ApiFailure failure) {
      if (!failure.isConflict()) {
        throw failure;
      }
      LOG.debug("Node {} changed meanwhile, the next beat reports", name);
    }
  }

  private static Instant soon(Instant last) {
    return last.equals(Instant.MIN) ? last : last.plus(REPORT_AT_LEAST_EVERY);
  }

  private void learn(Node node) {
    uid = node.getMetadata().getUid();
    String cidr = node.getSpec() == null ? null : node.getSpec().getPodCIDR();
    podCidr = cidr == null ? "" : cidr;
  }

  private String path() {
    return PATH + "/" + name;
  }
}
