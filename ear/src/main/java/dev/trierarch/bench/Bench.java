package dev.trierarch.bench;

import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.Waiting;
import dev.trierarch.launcher.cluster.ApiClient;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** The namespace in which the benchmarks make their objects. */
final class Bench {

  static final String NAMESPACE = "trierarch-bench";
  static final String PODS = "/api/v1/namespaces/" + NAMESPACE + "/pods";
  static final String CONFIG_MAPS = "/api/v1/namespaces/" + NAMESPACE + "/configmaps";

  private static final String NAMESPACES = "/api/v1/namespaces";
  private static final String SERVICE_ACCOUNT =
      NAMESPACES + "/" + NAMESPACE + "/serviceaccounts/default";
  private static final Duration ACCOUNT_AT_MOST = Duration.ofSeconds(30);
  private static final Duration GONE_AT_MOST = Duration.ofMinutes(3);
  private static final Duration INTERVAL = Duration.ofMillis(50);

  private final ApiClient client;

  private Bench(ApiClient client) {
    this.client = client;
  }

  /** Runs the work while the namespace is there; what an earlier run left is removed first. */
  static void inNamespace(BenchCluster cluster, Runnable work) {
    Bench bench = new Bench(cluster.client());
    bench.remove();
    bench.make();
    try {
      work.run();
    } finally {
      // What is in a cluster of the benchmark's own goes with its directory.
      if (!cluster.isOwn()) {
        bench.remove();
      }
    }
  }

  private void make() {
    client.create(NAMESPACES, Samples.namespace(NAMESPACE));
    if (!Waiting.until(() -> client.get(SERVICE_ACCOUNT).isPresent(), ACCOUNT_AT_MOST, INTERVAL)) {
      throw new Problem(
          "Namespace " + NAMESPACE + " has no ServiceAccount default after 30 s.",
          "./trierarch logs shows what the controllers say.");
    }
  }

  /** Deletes the namespace with all that is in it, and waits until it is gone. */
  private void remove() {
    String path = NAMESPACES + "/" + NAMESPACE;
    if (!client.delete(path)) {
      return;
    }
    if (!Waiting.until(() -> client.get(path).isEmpty(), GONE_AT_MOST, INTERVAL)) {
      String why =
          client.get(path).map(JsonNode::toString).orElse("it went just when this was written");
      throw new Problem(
          "Namespace " + NAMESPACE + " is not gone after 3 minutes: " + why,
          "kubectl get all -n " + NAMESPACE + " shows what is left.");
    }
  }
}
