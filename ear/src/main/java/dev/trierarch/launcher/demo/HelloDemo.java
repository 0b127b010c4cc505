package dev.trierarch.launcher.demo;

import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.Waiting;
import dev.trierarch.launcher.cluster.ApiClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The example that a new cluster shows itself with: three replicas behind one Service. */
public final class HelloDemo {

  private static final Duration ROLLOUT_AT_MOST = Duration.ofMinutes(2);
  private static final Duration ANSWERS_AT_MOST = Duration.ofSeconds(30);
  private static final Duration INTERVAL = Duration.ofMillis(50);
  private static final String DEPLOYMENT = "/apis/apps/v1/namespaces/default/deployments/hello";
  private static final String SERVICE = "/api/v1/namespaces/default/services/hello";
  private static final String PODS =
      "/api/v1/namespaces/default/pods?labelSelector=app.kubernetes.io/name%3Dhello";

  private final ApiClient client;
  private final Path manifest;

  public HelloDemo(ApiClient client, Path repository) {
    this.client = client;
    this.manifest = repository.resolve("examples/hello/hello.yaml");
  }

  /** Whether its Deployment is in the cluster. */
  public boolean isPresent() {
    return client.get(DEPLOYMENT).isPresent();
  }

  /** Creates what is missing of it; returns how many objects that were. */
  public int apply() {
    return Manifest.read(manifest).create(client);
  }

  /** Waits until all replicas are available; returns how many they are. */
  public int awaitRollout() {
    if (!Waiting.until(this::isRolledOut, ROLLOUT_AT_MOST, INTERVAL)) {
      throw new Problem(
          "Deployment hello is not rolled out after "
              + ROLLOUT_AT_MOST.toSeconds()
              + " s: "
              + podsInWords(),
          "kubectl describe pods -l app.kubernetes.io/name=hello says why; then ./trierarch up"
              + " again.");
    }
    return replicas();
  }

  /** Asks the Service until every ready replica has answered; returns what they said. */
  public Set<String> askUntilAllAnswered(int replicas) {
    ServiceCaller caller = new ServiceCaller(clusterIp(), port());
    Set<String> answers = new TreeSet<>();
    boolean all =
        Waiting.until(
            () -> {
              caller.get().ifPresent(answers::add);
              return answers.size() >= replicas;
            },
            ANSWERS_AT_MOST,
            Duration.ofMillis(5));
    if (!all) {
      throw new Problem(
          "Only "
              + answers.size()
              + " of "
              + replicas
              + " replicas answered at "
              + caller.addresses()
              + " in "
              + ANSWERS_AT_MOST.toSeconds()
              + " s.",
          "kubectl get endpointslices -l kubernetes.io/service-name=hello shows who should; the"
              + " agent's log says how Services are forwarded: ./trierarch logs node-1.");
    }
    return answers;
  }

  /** Where the Service answers on this machine. */
  public String address() {
    ServiceCaller caller = new ServiceCaller(clusterIp(), port());
    return caller.reachableAddress().orElse(clusterIp() + ":" + port());
  }

  private boolean isRolledOut() {
    JsonNode deployment = deployment();
    JsonNode status = deployment.path("status");
    int wanted = deployment.path("spec").path("replicas").asInt(1);
    return status.path("observedGeneration").asLong(0)
            >= deployment.path("metadata").path("generation").asLong(0)
        && status.path("updatedReplicas").asInt(0) == wanted
        && status.path("availableReplicas").asInt(0) == wanted
        && status.path("replicas").asInt(0) == wanted;
  }

  private int replicas() {
    return deployment().path("spec").path("replicas").asInt(1);
  }

  private String clusterIp() {
    return service().path("spec").path("clusterIP").asString("");
  }

  private int port() {
    return service().path("spec").path("ports").path(0).path("port").asInt(80);
  }

  private JsonNode deployment() {
    return client.get(DEPLOYMENT).orElseThrow(() -> gone("Deployment"));
  }

  private JsonNode service() {
    return client.get(SERVICE).orElseThrow(() -> gone("Service"));
  }

  private static Problem gone(String kind) {
    return new Problem(
        kind + " hello is gone.", "Somebody deleted it meanwhile; run ./trierarch up again.");
  }

  private String podsInWords() {
    StringJoiner words = new StringJoiner("; ");
    words.setEmptyValue("it has no pods");
    for (JsonNode pod : client.get(PODS).orElseThrow(() -> gone("List of pods")).path("items")) {
      words.add(pod.path("metadata").path("name").asString() + " " + podInWords(pod));
    }
    return words.toString();
  }

  private static String podInWords(JsonNode pod) {
    for (JsonNode container : pod.path("status").path("containerStatuses")) {
      JsonNode waiting = container.path("state").path("waiting");
      if (waiting.isObject()) {
        return waiting.path("reason").asString("Waiting")
            + " "
            + waiting.path("message").asString("");
      }
    }
    return pod.path("status").path("phase").asString("Pending");
  }
}
