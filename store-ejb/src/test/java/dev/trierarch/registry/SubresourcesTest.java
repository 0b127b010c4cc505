package dev.trierarch.registry;

import static dev.trierarch.registry.Cluster.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trierarch.registry.ApiException.Cause;
import dev.trierarch.registry.Registry.Deleted;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class SubresourcesTest {

  private static final String CSR = "certificatesigningrequests.certificates.k8s.io";
  private static final String BUDGETS = "poddisruptionbudgets.policy";

  private final Cluster cluster = new Cluster();

  private void pod() {
    cluster.create(
        "pods",
        "default",
        "{metadata: {name: web, labels: {app: web}}, spec: {containers: [{name: c, image: i}]}}");
    cluster.registry.bind("default", "web", "n1", Cluster.admin());
  }

  private void status(String status) {
    cluster.modify("pods", "default", "web", "status", pod -> pod.set("status", tree(status)));
  }

  private Deleted evict() {
    return cluster.registry.evict(
        "default", "web", new DeleteOptions(30L, null, null, null), Cluster.admin());
  }

  private void budget(String status) {
    cluster.create(
        BUDGETS,
        "default",
        "{metadata: {name: b}, spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}}");
    cluster.modify(BUDGETS, "default", "b", "status", budget -> budget.set("status", tree(status)));
  }

  private static final String READY =
      "{phase: Running, conditions: [{type: Ready, status: 'True'}]}";

  @Test
  void aPodWithoutABudgetIsEvicted() {
    pod();
    status(READY);
    assertThat(evict().gone()).isFalse();
    assertThat(Metas.isDeleting(cluster.get("pods", "default", "web"))).isTrue();
  }

  @Test
  void anEvictedPodSaysWhyItGoes() {
    pod();
    status(READY);
    evict();
    cluster.advance(Duration.ofSeconds(5));
    evict();
    JsonNode conditions = cluster.get("pods", "default", "web").at("/status/conditions");
    assertThat(conditions).hasSize(2);
    assertThat(conditions.get(1))
        .isEqualTo(
            tree(
                "{type: DisruptionTarget, reason: EvictionByEvictionAPI,"
                    + " message: 'Eviction API: evicting', status: 'True',"
                    + " lastTransitionTime: '2026-01-02T03:04:05Z'}"));
  }

  @Test
  void whatIsLeftOfAPodThatGoesAtOnceSaysWhyToo() {
    cluster.create(
        "pods", "default", "{metadata: {name: web}, spec: {containers: [{name: c, image: i}]}}");
    Deleted evicted = evict();
    assertThat(evicted.gone()).isTrue();
    assertThat(evicted.object().tree().at("/status/conditions/0/reason").asString())
        .isEqualTo("EvictionByEvictionAPI");
  }

  @Test
  void anEvictionCostsTheBudgetADisruption() {
    pod();
    status(READY);
    budget(
        "{observedGeneration: 1, disruptionsAllowed: 1, currentHealthy: 2, desiredHealthy: 1,"
            + " expectedPods: 2}");
    evict();
    JsonNode status = cluster.get(BUDGETS, "default", "b").path("status");
    assertThat(status.path("disruptionsAllowed").asInt()).isZero();
    assertThat(status.path("disruptedPods").has("web")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{observedGeneration: 1, disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 1, expectedPods: 1} | The disruption budget b needs 1 healthy pods and has 1 currently | 0",
        "{observedGeneration: 0, disruptionsAllowed: 5, currentHealthy: 9, desiredHealthy: 1, expectedPods: 9} | The disruption budget b is still being processed by the server. | 10",
      })
  void anEvictionThatTheBudgetDoesNotAllowIsRefusedForNow(
      String budget, String cause, int retryAfterSeconds) {
    pod();
    status(READY);
    budget(budget);
    ApiException refusal = catchThrowableOfType(ApiException.class, this::evict);
    assertThat(refusal.code()).isEqualTo(429);
    assertThat(refusal)
        .hasMessage("Cannot evict pod as it would violate the pod's disruption budget.");
    assertThat(refusal.details().causes())
        .containsExactly(new Cause("DisruptionBudget", cause, null));
    assertThat(refusal.details().retryAfterSeconds()).isEqualTo(retryAfterSeconds);
    assertThat(Metas.isDeleting(cluster.get("pods", "default", "web"))).isFalse();
  }

  @Test
  void aPodThatIsNotRunningIsEvictedWhateverTheBudgetSays() {
    pod();
    status("{phase: Pending}");
    budget(
        "{observedGeneration: 1, disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 1,"
            + " expectedPods: 1}");
    evict();
    assertThat(Metas.isDeleting(cluster.get("pods", "default", "web"))).isTrue();
  }

  /** Asks for O=system:nodes, CN=x. */
  private static final String NODE_REQUEST =
      "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIZE1JR0ZBZ0VBTUNNeEZUQVRC"
          + "Z05WQkFvTURITjVjM1JsYlRwdWIyUmxjekVLTUFnR0ExVUVBd3dCZURCWgpNQk1HQnlxR1NNNDlB"
          + "Z0VHQ0NxR1NNNDlBd0VIQTBJQUJOVnE5NEhHaVlnbWxUQ25sTU9FaCtPa25mbnVCaFExClpXUmdj"
          + "THVYYXhyYk5QaERjRzFtUFI0NGZralZ5dERIRm55R0hHS3lLdk9jSCtFUlhZb1Q1ODZnQURBS0Jn"
          + "Z3EKaGtqT1BRUURBZ05IQURCRUFpQng2Tk56SGtZcE5ldWN2RlpOTG5ZSDV0SHpFVTFQZXpCSlpt"
          + "TW9HYkJEdFFJZwpPSVZMMHhKSVUzbkkzakM3QnlIWEpGVHNUVEhYRFdKYlZMRDZ6S2NicXFFPQot"
          + "LS0tLUVORCBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0K";

  /** Asks for O=system:masters, CN=x. */
  private static final String MASTER_REQUEST =
      "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIZk1JR0hBZ0VBTUNVeEZ6QVZC"
          + "Z05WQkFvTURuTjVjM1JsYlRwdFlYTjBaWEp6TVFvd0NBWURWUVFEREFGNApNRmt3RXdZSEtvWkl6"
          + "ajBDQVFZSUtvWkl6ajBEQVFjRFFnQUVOaWMvT0xGeElZa3dZZm45YkowdWdmREdIa1YvCjFDcUI1"
          + "Q2FtSDFieXRONGQ2L2VjSFdjaGxJTDZQOElQUWJPcFFjZ0Q2MmViS093OVlGZWtkZTFtaDZBQU1B"
          + "b0cKQ0NxR1NNNDlCQU1DQTBjQU1FUUNJRnJBTmZwZkcvaWk2WUlnVUFVZTQyUTU0VXgrSjJsOWRL"
          + "WC9GV05HQUJidQpBaUJidmI1YU5ZcHVsQll4blZCaDdBZGlIMzN2c05lY2ZGbTBQeXlOZXBjNVZB"
          + "PT0KLS0tLS1FTkQgQ0VSVElGSUNBVEUgUkVRVUVTVC0tLS0tCg==";

  private ObjectNode request(String signer, WriteOptions options) {
    return request(NODE_REQUEST, signer, options);
  }

  private ObjectNode request(String pem, String signer, WriteOptions options) {
    ObjectNode request =
        tree(
            "{metadata: {name: join}, spec: {signerName: %s, username: forged,".formatted(signer)
                + " usages: [client auth, digital signature]}}");
    request.withObject("/spec").put("request", pem);
    return cluster.registry.create(cluster.type(CSR), "", request, options).object().tree();
  }

  @Test
  void nobodyGetsTheCertificateOfAMasterBySigning() {
    String signer = "kubernetes.io/kube-apiserver-client";
    assertThatThrownBy(() -> request(MASTER_REQUEST, signer, Cluster.admin()))
        .hasMessage(
            "certificatesigningrequests.certificates.k8s.io \"join\" is forbidden: use of"
                + " kubernetes.io/kube-apiserver-client signer with system:masters group is not"
                + " allowed");
    assertThat(request(NODE_REQUEST, signer, Cluster.admin())).isNotEmpty();
  }

  @Test
  void aCertificateRequestSaysWhoMadeIt() {
    ObjectNode request =
        request(
            "kubernetes.io/kube-apiserver-client-kubelet",
            Cluster.as("system:bootstrap:abc", "system:bootstrappers"));
    assertThat(Trees.text(request, "spec", "username")).isEqualTo("system:bootstrap:abc");
    assertThat(request.path("spec").path("groups").path(0).asString())
        .isEqualTo("system:bootstrappers");
  }

  @Test
  void anApprovalChangesTheDecisionAndNothingElse() {
    request("example.com/signer", Cluster.admin());
    cluster.modify(
        CSR,
        "",
        "join",
        "approval",
        request -> {
          request.withObject("/spec").put("signerName", "example.com/other");
          request.set(
              "status",
              tree(
                  "{certificate: eA==, conditions: [{type: Approved, status: 'True', reason: r,"
                      + " message: m}, {type: Failed, status: 'True'}]}"));
          return request;
        });
    ObjectNode request = cluster.get(CSR, "", "join");
    assertThat(Trees.text(request, "spec", "signerName")).isEqualTo("example.com/signer");
    assertThat(request.path("status").has("certificate")).isFalse();
    assertThat(request.path("status").path("conditions")).hasSize(1);
    assertThatThrownBy(
            () ->
                cluster.modify(
                    CSR,
                    "",
                    "join",
                    "approval",
                    object -> object.set("status", object.objectNode())))
        .hasMessageContaining("updates may not remove a condition of type \"Approved\"");
  }

  @Test
  void aRequestCannotBeApprovedAndDenied() {
    request("example.com/signer", Cluster.admin());
    assertThatThrownBy(
            () ->
                cluster.modify(
                    CSR,
                    "",
                    "join",
                    "approval",
                    object ->
                        object.set(
                            "status",
                            tree(
                                "{conditions: [{type: Approved, status: 'True', reason: r},"
                                    + " {type: Denied, status: 'True', reason: r}]}"))))
        .hasMessageContaining("Approved and Denied conditions are mutually exclusive");
  }

  private void ephemeral(String containers) {
    cluster.modify(
        "pods",
        "default",
        "web",
        "ephemeralcontainers",
        pod -> {
          pod.withObject("/spec").put("hostname", "other");
          pod.withObject("/spec")
              .set("ephemeralContainers", tree("{list: " + containers + "}").path("list"));
          return pod;
        });
  }

  @Test
  void ephemeralContainersAreAddedAndNeverTakenAway() {
    pod();
    ephemeral("[{name: debug, image: busybox}]");
    ObjectNode pod = cluster.get("pods", "default", "web");
    assertThat(pod.path("spec").path("ephemeralContainers")).hasSize(1);
    assertThat(pod.path("spec").has("hostname")).isFalse();
    assertThatThrownBy(() -> ephemeral("[]"))
        .hasMessageContaining("existing ephemeral containers \"debug\" may not be removed");
  }

  @Test
  void aResizeChangesResourcesAndNothingElse() {
    podThatAsks("{requests: {cpu: 50m, a.b/c: 1}, limits: {a.b/c: 1}}");
    resize("{requests: {cpu: 100m, a.b/c: 1}, limits: {a.b/c: 1}}");
    JsonNode container =
        cluster.get("pods", "default", "web").path("spec").path("containers").get(0);
    assertThat(Trees.text(container, "image")).isEqualTo("i");
    assertThat(Trees.text(container, "resources", "requests", "cpu")).isEqualTo("100m");
    assertThatThrownBy(() -> resize("{requests: {cpu: 100m, a.b/c: 2}, limits: {a.b/c: 2}}"))
        .hasMessageContaining("spec: Forbidden: only cpu and memory resources are mutable");
  }

  @Test
  void aResizeTakesNothingAwayAndKeepsTheQualityOfService() {
    podThatAsks("{requests: {cpu: 50m, memory: 1Mi}}");
    assertThatThrownBy(() -> resize("{requests: {cpu: 50m}}"))
        .hasMessageContaining(
            "spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed");
    assertThatThrownBy(
            () -> resize("{requests: {cpu: 1, memory: 1Gi}, limits: {cpu: 1, memory: 1Gi}}"))
        .hasMessageContaining(
            "spec: Invalid value: \"Guaranteed\": Pod QOS Class may not change as a result of"
                + " resizing");
  }

  private void podThatAsks(String resources) {
    cluster.create(
        "pods",
        "default",
        "{metadata: {name: web}, spec: {containers: [{name: c, image: i, resources: %s}]}}"
            .formatted(resources));
  }

  private void resize(String resources) {
    cluster.modify(
        "pods",
        "default",
        "web",
        "resize",
        pod -> {
          ObjectNode container = (ObjectNode) pod.path("spec").path("containers").get(0);
          container.put("image", "other");
          container.set("resources", tree(resources));
          return pod;
        });
  }

  @Test
  void aSubresourceThatTheKindDoesNotHaveIsNotFound() {
    cluster.create("configmaps", "default", "{metadata: {name: a}}");
    ApiException refusal =
        catchThrowableOfType(
            ApiException.class,
            () -> cluster.modify("configmaps", "default", "a", "scale", o -> o));
    assertThat(refusal.code()).isEqualTo(404);
    assertThat(refusal).hasMessage("the server could not find the requested resource");
  }

  @Test
  void aServiceThatGoesByItsLastFinalizerGivesItsAddressBack() {
    cluster.create(
        "services",
        "default",
        "{metadata: {name: s, finalizers: [example.com/x]}, spec: {ports: [{port: 80}]}}");
    cluster.delete("services", "default", "s", DeleteOptions.defaults());
    assertThat(cluster.store.image().count("ipaddresses.networking.k8s.io")).isEqualTo(1);
    cluster.modify(
        "services",
        "default",
        "s",
        "",
        service -> {
          Finalizers.set(service, List.of());
          return service;
        });
    assertThat(cluster.exists("services", "default", "s")).isFalse();
    assertThat(cluster.store.image().count("ipaddresses.networking.k8s.io")).isZero();
  }
}
