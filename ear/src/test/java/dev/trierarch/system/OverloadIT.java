package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Too many requests at once: who sends them waits, the others do not. */
@Tag("kubectl")
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverloadIT {

  private static final String NAMESPACE = "overload-it";
  private static final String CONFIG_MAPS = "/api/v1/namespaces/" + NAMESPACE + "/configmaps";
  private static final int FLOODING_AT_ONCE = 100;
  private static final String ONE_SEAT =
      """
      apiVersion: flowcontrol.apiserver.k8s.io/v1
      kind: PriorityLevelConfiguration
      metadata: {name: one-seat}
      spec:
        type: Limited
        limited:
          nominalConcurrencyShares: 1
          borrowingLimitPercent: 0
          limitResponse: {type: Queue, queuing: {queues: 64, handSize: 1, queueLengthLimit: 30}}
      ---
      apiVersion: flowcontrol.apiserver.k8s.io/v1
      kind: FlowSchema
      metadata: {name: one-seat}
      spec:
        priorityLevelConfiguration: {name: one-seat}
        matchingPrecedence: 300
        distinguisherMethod: {type: ByUser}
        rules:
        - subjects:
          - {kind: ServiceAccount, serviceAccount: {namespace: overload-it, name: "*"}}
          resourceRules:
          - {verbs: ["*"], apiGroups: ["*"], resources: ["*"], namespaces: ["*"]}
      """;

  private final Cluster cluster;
  private Https https;
  private String flooder;
  private String other;

  OverloadIT(Cluster cluster) {
    this.cluster = cluster;
  }

  @BeforeAll
  void prepare() {
    https = new Https(cluster);
    cluster.kubectlSays("create", "namespace", NAMESPACE);
    cluster.kubectlSays(
        "create",
        "rolebinding",
        "edit",
        "-n",
        NAMESPACE,
        "--clusterrole=edit",
        "--group=system:serviceaccounts:" + NAMESPACE);
    flooder = tokenOf("flooder");
    other = tokenOf("other");
    cluster.apply(ONE_SEAT);
  }

  private String tokenOf(String account) {
    cluster.kubectlSays("create", "serviceaccount", account, "-n", NAMESPACE);
    return cluster.kubectlSays("create", "token", account, "-n", NAMESPACE);
  }

  @AfterAll
  void cleanUp() {
    cluster.kubectlSays("delete", "flowschema,prioritylevelconfiguration", "one-seat");
    cluster.kubectlSays("delete", "namespace", NAMESPACE, "--timeout=60s");
  }

  /** One flood of creations, each sent anew as soon as it is answered. */
  private final class Flood implements AutoCloseable {
    private final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean over;
    private volatile HttpResponse<String> turnedAway;

    Flood() {
      for (int i = 0; i < FLOODING_AT_ONCE; i++) {
        underWay.incrementAndGet();
        send();
      }
    }

    private void send() {
      HttpRequest create =
          https
              .request(flooder, CONFIG_MAPS)
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"metadata\": {\"generateName\": \"flood-\"}}"))
              .build();
      var unused =
          https
              .client()
              .sendAsync(create, BodyHandlers.ofString())
              .whenComplete(
                  (answer, failure) -> {
                    count(answer);
                    if (over) {
                      underWay.decrementAndGet();
                    } else {
                      send();
                    }
                  });
    }

    private void count(HttpResponse<String> answer) {
      int status = answer == null ? 0 : answer.statusCode();
      answers.computeIfAbsent(status, key -> new AtomicInteger()).incrementAndGet();
      turnedAway = status == 429 ? answer : turnedAway;
    }

    boolean hasBeen(int status) {
      return answers.containsKey(status);
    }

    @Override
    public void close() {
      end();
    }

    void end() {
      over = true;
      Cluster.await("the flood ebbs", Duration.ofSeconds(60), () -> underWay.get() == 0);
    }
  }

  @Test
  void whoFloodsIsTurnedAwayAndOthersAreServed() {
    try (Flood flood = new Flood()) {
      Cluster.await("the level is full", Duration.ofSeconds(60), () -> flood.hasBeen(429));
      for (int i = 0; i < 10; i++) {
        assertThat(https.get(other, CONFIG_MAPS + "/kube-root-ca.crt").statusCode()).isEqualTo(200);
        assertThat(https.get("", "/readyz").statusCode()).isEqualTo(200);
      }
      cluster.kubectlSays("get", "node", "node-1");
      cluster.kubectlSays(
          "get", "node", "node-1", "--as=system:node:node-1", "--as-group=system:nodes");
      flood.end();
      assertThat(flood.answers.keySet()).containsExactlyInAnyOrder(201, 429);
      assertThat(flood.turnedAway.headers().firstValue("Retry-After")).contains("1");
      assertThat(flood.turnedAway.body())
          .contains("\"Too many requests, please try again later.\"", "\"TooManyRequests\"")
          .contains("\"retryAfterSeconds\":1");
    }
  }

  @Test
  void anAnswerNamesTheFlowSchemaAndThePriorityLevel() {
    HttpResponse<String> answer = https.get(other, CONFIG_MAPS);
    assertThat(answer.headers().firstValue("X-Kubernetes-PF-FlowSchema-UID"))
        .contains(uid("flowschema"));
    assertThat(answer.headers().firstValue("X-Kubernetes-PF-PriorityLevel-UID"))
        .contains(uid("prioritylevelconfiguration"));
  }

  private String uid(String kind) {
    return cluster.kubectlSays("get", kind, "one-seat", "-o", "jsonpath={.metadata.uid}");
  }
}
