package dev.trierarch.launcher.cluster;

import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.Waiting;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Waits for nodes and says what they are. */
public final class Nodes {

  private static final Duration READY_AT_MOST = Duration.ofSeconds(90);
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final ApiClient client;

  public Nodes(ApiClient client) {
    this.client = client;
  }

  /**
   * Waits until an agent's node is Ready; fails with the end of its log when it ends before.
   *
   * @return the node
   */
  public JsonNode awaitReady(Agent agent) {
    Waiting.until(
        () -> node(agent.name()).filter(Nodes::isReady).isPresent() || !agent.daemon().isRunning(),
        READY_AT_MOST,
        INTERVAL);
    if (!agent.daemon().isRunning()) {
      throw new Problem(
          "The agent " + agent.name() + " ended:\n" + agent.daemon().lastLines(15),
          "The whole log is " + agent.daemon().log() + ".");
    }
    return node(agent.name())
        .filter(Nodes::isReady)
        .orElseThrow(
            () ->
                new Problem(
                    "Node "
                        + agent.name()
                        + " is not Ready after "
                        + READY_AT_MOST.toSeconds()
                        + " s: "
                        + why(agent.name()),
                    "See " + agent.daemon().log() + "."));
  }

  public Optional<JsonNode> node(String name) {
    return client.get("/api/v1/nodes/" + name);
  }

  public static boolean isReady(JsonNode node) {
    return condition(node, "Ready")
        .filter(ready -> ready.path("status").asString("").equals("True"))
        .isPresent();
  }

  /** The runtime's name and version, as in {@code containerd://1.6.20}. */
  public static String runtime(JsonNode node) {
    return node.path("status").path("nodeInfo").path("containerRuntimeVersion").asString("?");
  }

  private String why(String name) {
    Optional<JsonNode> node = node(name);
    if (node.isEmpty()) {
      return "it has not registered";
    }
    return condition(node.get(), "Ready")
        .map(ready -> ready.path("message").asString(""))
        .orElse("it has reported no condition");
  }

  private static Optional<JsonNode> condition(JsonNode node, String type) {
    for (JsonNode condition : node.path("status").path("conditions")) {
      if (condition.path("type").asString("").equals(type)) {
        return Optional.of(condition);
      }
    }
    return Optional.empty();
  }
}
