package dev.trierarch.controller.nodeipam;

import static dev.trierarch.controller.runtime.Triggers.onChangeOf;

import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.Lister;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.settings.Settings;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives each node a range of its own for the addresses of its pods. */
@Dependent
public class NodeIpamController implements Controller {

  private static final Duration NO_RANGE_LEFT_WAIT = Duration.ofMinutes(1);

  private final Client client;
  private final Lister<Node> nodes;
  private final PodRanges ranges;

  @Inject
  public NodeIpamController(ClientFactory clients, Settings settings) {
    this.client = clients.forComponent(name());
    this.nodes = client.lister(Node.class);
    this.ranges = new PodRanges(settings.clusterCidr());
  }

  @Override
  public final String name() {
    return "node-ipam-controller";
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(onChangeOf(Node.class));
  }

  /** One at a time, so that two new nodes never get the same range. */
  @Override
  public synchronized Outcome reconcile(ObjectKey key) {
    Optional<Node> found = nodes.get(key).filter(node -> rangeOf(node).isEmpty());
    if (found.isEmpty()) {
      return Outcome.settled();
    }
    Optional<String> range = ranges.firstFree(taken());
    if (range.isEmpty()) {
      client.event(
          found.get(),
          "Normal",
          "CIDRNotAvailable",
          "Node " + key.name() + " status is now: CIDRNotAvailable");
      return Outcome.checkAgain(NO_RANGE_LEFT_WAIT);
    }
    client.update(
        new NodeBuilder(found.get())
            .editOrNewSpec()
            .withPodCIDR(range.get())
            .withPodCIDRs(range.get())
            .endSpec()
            .build());
    return Outcome.settled();
  }

  private Set<String> taken() {
    return nodes.list().stream()
        .map(NodeIpamController::rangeOf)
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  private static Optional<String> rangeOf(Node node) {
    return node.getSpec() == null
        ? Optional.empty()
        : Optional.ofNullable(node.getSpec().getPodCIDR()).filter(range -> !range.isEmpty());
  }
}
