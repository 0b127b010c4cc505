package dev.trierarch.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.registry.Cluster;
import dev.trierarch.registry.DeleteOptions;
import dev.trierarch.registry.Trees;
import dev.trierarch.registry.WriteOptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class PodAdmissionTest {

  private static final WriteOptions NODE =
      Cluster.as("system:node:n1", "system:nodes", "system:authenticated");

  private final Cluster cluster = new Cluster();

  private ObjectNode pod(String name, String spec) {
    return cluster
        .create(
            "pods",
            "default",
            "{metadata: {name: %s}, spec: {containers: [{name: c, image: i}]%s}}"
                .formatted(name, spec.isEmpty() ? "" : ", " + spec))
        .object()
        .tree();
  }

  @Test
  void aPodStaysFiveMinutesOnANodeThatIsGone() {
    JsonNode tolerations = pod("web", "").path("spec").path("tolerations");
    assertThat(tolerations).hasSize(2);
    assertThat(Trees.text(tolerations.get(0), "key")).isEqualTo("node.kubernetes.io/not-ready");
    assertThat(tolerations.get(1).path("tolerationSeconds").asInt()).isEqualTo(300);
  }

  @Test
  void aPodThatToleratesEverythingIsLeftAsItIs() {
    ObjectNode pod = pod("web", "tolerations: [{operator: Exists}]");
    assertThat(pod.path("spec").path("tolerations")).hasSize(1);
  }

  @Test
  void aPriorityClassBecomesAPriority() {
    cluster.create(
        "priorityclasses.scheduling.k8s.io", "", "{metadata: {name: high}, value: 1000}");
    assertThat(Trees.at(pod("a", "priorityClassName: high"), "spec", "priority").asInt())
        .isEqualTo(1000);
    assertThat(Trees.at(pod("b", ""), "spec", "priority").asInt(-1)).isZero();
    assertThatThrownBy(() -> pod("c", "priorityClassName: none"))
        .hasMessage("pods \"c\" is forbidden: no PriorityClass with name none was found");
    assertThatThrownBy(() -> pod("d", "priorityClassName: high, priority: 7"))
        .hasMessageContaining("the integer value of priority (7) must not be provided");
  }

  @Test
  void aRuntimeClassMustExistAndItsOverheadIsThePods() {
    cluster.create(
        "runtimeclasses.node.k8s.io",
        "",
        "{metadata: {name: small}, handler: h, overhead: {podFixed: {cpu: 10m}}}");

    assertThat(Trees.text(pod("a", "runtimeClassName: small"), "spec", "overhead", "cpu"))
        .isEqualTo("10m");
    assertThatThrownBy(() -> pod("b", "runtimeClassName: none"))
        .hasMessage("pods \"b\" is forbidden: pod rejected: RuntimeClass \"none\" not found");
  }

  @Test
  void aPodGoesWhereItsRuntimeClassIs() {
    cluster.create(
        "runtimeclasses.node.k8s.io",
        "",
        "{metadata: {name: vm}, handler: h, scheduling: {nodeSelector: {kvm: 'yes'},"
            + " tolerations: [{key: kvm, operator: Exists}]}}");

    JsonNode spec =
        pod(
                "a",
                "runtimeClassName: vm, nodeSelector: {disk: ssd}, tolerations: [{key: kvm,"
                    + " operator: Exists}]")
            .path("spec");
    assertThat(spec.path("nodeSelector")).isEqualTo(Cluster.tree("{disk: ssd, kvm: 'yes'}"));
    assertThat(spec.path("tolerations").valueStream().filter(each -> each.has("key")).toList())
        .filteredOn(each -> Trees.text(each, "key").equals("kvm"))
        .hasSize(1);
    assertThat(pod("b", "runtimeClassName: vm").at("/spec/tolerations/0/key").asString())
        .isEqualTo("kvm");
    assertThatThrownBy(() -> pod("c", "runtimeClassName: vm, nodeSelector: {kvm: 'no'}"))
        .hasMessage(
            "pods \"c\" is forbidden: conflict: runtimeClass.scheduling.nodeSelector[kvm] = yes;"
                + " pod.spec.nodeSelector[kvm] = no");
  }

  @Test
  void aLimitRangeIsTheDefaultAndTheBoundOfContainers() {
    cluster.create(
        "limitranges",
        "default",
        "{metadata: {name: l}, spec: {limits: [{type: Container, default: {cpu: 500m},"
            + " defaultRequest: {cpu: 100m}, min: {cpu: 50m}, max: {cpu: '1'}}]}}");

    JsonNode resources = pod("a", "").at("/spec/containers/0/resources");
    assertThat(resources.at("/limits/cpu").asString()).isEqualTo("500m");
    assertThat(resources.at("/requests/cpu").asString()).isEqualTo("100m");
    assertThatThrownBy(
            () ->
                cluster.create(
                    "pods",
                    "default",
                    "{metadata: {name: b}, spec: {containers: [{name: c, image: i,"
                        + " resources: {limits: {cpu: '2'}}}]}}"))
        .hasMessage(
            "pods \"b\" is forbidden: maximum cpu usage per Container is 1, but limit is 2");
  }

  @Test
  void onlyOnePriorityClassIsTheDefault() {
    cluster.create(
        "priorityclasses.scheduling.k8s.io",
        "",
        "{metadata: {name: normal}, value: 5, globalDefault: true}");
    ObjectNode pod = pod("a", "");
    assertThat(Trees.text(pod, "spec", "priorityClassName")).isEqualTo("normal");
    assertThatThrownBy(
            () ->
                cluster.create(
                    "priorityclasses.scheduling.k8s.io",
                    "",
                    "{metadata: {name: other}, value: 6, globalDefault: true}"))
        .hasMessageContaining("PriorityClass normal is already marked as default");
  }

  @Test
  void aNodeWritesTheStatusOfItsOwnPodsOnly() {
    pod("mine", "");
    pod("other", "");
    cluster.registry.bind("default", "mine", "n1", Cluster.admin());
    cluster.registry.bind("default", "other", "n2", Cluster.admin());
    writeStatus("mine");
    assertThat(Trees.text(cluster.get("pods", "default", "mine"), "status", "phase"))
        .isEqualTo("Running");
    assertThatThrownBy(() -> writeStatus("other"))
        .hasMessage(
            "pods \"other\" is forbidden: node \"n1\" can only update status for pods with"
                + " spec.nodeName set to itself");
    assertThatThrownBy(
            () ->
                cluster.registry.delete(
                    cluster.type("pods"), "default", "other", DeleteOptions.defaults(), NODE))
        .hasMessageContaining("can only delete pods with spec.nodeName set to itself");
  }

  private void writeStatus(String pod) {
    cluster.registry.modify(
        cluster.type("pods"),
        "default",
        pod,
        "status",
        object -> {
          object.withObject("/status").put("phase", "Running");
          return object;
        },
        NODE);
  }

  @Test
  void aNodeWritesItsOwnNodeAndLeaseOnly() {
    create("nodes", "", "{metadata: {name: n1}}");
    assertThatThrownBy(() -> create("nodes", "", "{metadata: {name: n2}}"))
        .hasMessage("nodes \"n2\" is forbidden: node \"n1\" is not allowed to modify node \"n2\"");
    cluster.create("namespaces", "", "{metadata: {name: kube-node-lease}}");
    create("leases.coordination.k8s.io", "kube-node-lease", "{metadata: {name: n1}}");
    assertThatThrownBy(
            () -> create("leases.coordination.k8s.io", "kube-node-lease", "{metadata: {name: n2}}"))
        .hasMessageContaining("can only access node lease with the same name");
  }

  private void create(String resource, String namespace, String object) {
    cluster.registry.create(cluster.type(resource), namespace, Cluster.tree(object), NODE);
  }
}
