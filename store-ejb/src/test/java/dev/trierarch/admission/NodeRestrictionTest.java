package dev.trierarch.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.registry.Cluster;
import dev.trierarch.registry.DeleteOptions;
import dev.trierarch.registry.Trees;
import dev.trierarch.registry.WriteOptions;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class NodeRestrictionTest {

  private static final WriteOptions NODE =
      Cluster.as("system:node:n1", "system:nodes", "system:authenticated");
  private static final String CONTAINERS = "containers: [{name: c, image: i}]";
  private static final String MIRROR =
      "{metadata: {name: m, annotations: {kubernetes.io/config.mirror: x}, ownerReferences: [%s]},"
          + " spec: {nodeName: n1, containers: [{name: c, image: i}]%s}}";

  private final Cluster cluster = new Cluster();

  private ObjectNode create(String resource, String namespace, String object) {
    return cluster
        .registry
        .create(cluster.type(resource), namespace, Cluster.tree(object), NODE)
        .object()
        .tree();
  }

  private void modify(
      String resource, String namespace, String name, String part, Consumer<ObjectNode> change) {
    cluster.registry.modify(
        cluster.type(resource),
        namespace,
        name,
        part,
        object -> {
          change.accept(object);
          return object;
        },
        NODE);
  }

  private void boundPod(String name, String node) {
    cluster.create(
        "pods", "default", "{metadata: {name: %s}, spec: {%s}}".formatted(name, CONTAINERS));
    cluster.registry.bind("default", name, node, Cluster.admin());
  }

  private void writeStatus(String pod, String field) {
    modify("pods", "default", pod, "status", object -> object.withObject(field).put("x", "y"));
  }

  @Test
  void aNodeWritesTheStatusOfItsOwnPodsOnly() {
    boundPod("mine", "n1");
    boundPod("other", "n2");
    modify(
        "pods",
        "default",
        "mine",
        "status",
        pod -> Trees.child(pod, "status").put("phase", "Running"));
    assertThat(Trees.text(cluster.get("pods", "default", "mine"), "status", "phase"))
        .isEqualTo("Running");
    assertThatThrownBy(
            () ->
                modify(
                    "pods",
                    "default",
                    "other",
                    "status",
                    pod -> Trees.child(pod, "status").put("phase", "Running")))
        .hasMessage(
            "pods \"other\" is forbidden: node \"n1\" can only update pod status for pods with"
                + " spec.nodeName set to itself");
    assertThatThrownBy(() -> writeStatus("mine", "/metadata/labels"))
        .hasMessageContaining("node \"n1\" cannot update labels through pod status");
    assertThatThrownBy(
            () ->
                modify("pods", "default", "mine", "", pod -> Trees.metadata(pod).remove("labels")))
        .hasMessageContaining(
            "unexpected operation \"UPDATE\", node \"n1\" can only create and delete mirror pods");
    assertThatThrownBy(
            () ->
                cluster.registry.delete(
                    cluster.type("pods"), "default", "other", DeleteOptions.defaults(), NODE))
        .hasMessageContaining("can only delete pods with spec.nodeName set to itself");
  }

  @Test
  void aNodeShowsPodsOfItsOwnOnly() {
    String uid = Trees.text(create("nodes", "", "{metadata: {name: n1}}"), "metadata", "uid");
    String owner = "{apiVersion: v1, kind: Node, name: n1, uid: %s, controller: true}";
    assertThatThrownBy(
            () -> create("pods", "default", "{metadata: {name: p}, spec: {" + CONTAINERS + "}}"))
        .hasMessageContaining("node \"n1\" can only create mirror pods");
    assertThatThrownBy(() -> create("pods", "default", MIRROR.formatted("", "")))
        .hasMessageContaining("can only create pods with an owner reference set to itself");
    assertThatThrownBy(
            () -> create("pods", "default", MIRROR.formatted(owner.formatted("other"), "")))
        .hasMessageContaining("node n1 UID mismatch: expected other got " + uid);
    assertThatThrownBy(
            () ->
                create(
                    "pods",
                    "default",
                    MIRROR.formatted(
                        owner.formatted(uid),
                        ", volumes: [{name: v, configMap: {name: secret-plans}}]")))
        .hasMessageContaining("node \"n1\" can not create pods that reference configmaps");
    create("pods", "default", MIRROR.formatted(owner.formatted(uid), ""));
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

  @ParameterizedTest
  @CsvSource({
    "node-restriction.kubernetes.io/team, false",
    "sub.node-restriction.kubernetes.io/team, false",
    "node-role.kubernetes.io/control-plane, false",
    "example.k8s.io/x, false",
    "kubernetes.io/arch, true",
    "topology.kubernetes.io/zone, true",
    "node.kubernetes.io/instance-type, true",
    "kubelet.kubernetes.io/mine, true",
    "example.com/disk, true",
    "disk, true"
  })
  void aNodeGivesItselfOnlyLabelsThatAreItsOwnToGive(String label, boolean own) {
    String node = "{metadata: {name: n1, labels: {%s: x}}}".formatted(label);
    if (own) {
      create("nodes", "", node);
    } else {
      assertThatThrownBy(() -> create("nodes", "", node))
          .hasMessage(
              "nodes \"n1\" is forbidden: node \"n1\" is not allowed to set the following labels: "
                  + label);
    }
  }

  @Test
  void aNodeMayNotTakeAwayWhatKeepsPodsFromIt() {
    ObjectNode node = create("nodes", "", "{metadata: {name: n1}}");
    assertThat(node.at("/spec/taints"))
        .containsExactly(Cluster.tree("{key: node.kubernetes.io/not-ready, effect: NoSchedule}"));
    assertThatThrownBy(
            () -> modify("nodes", "", "n1", "", n -> Trees.child(n, "spec").remove("taints")))
        .hasMessageContaining("node \"n1\" is not allowed to modify taints");
  }

  @Test
  void aNodeSpeaksForItselfOnlyInWhatItsDriversWrite() {
    create("csinodes.storage.k8s.io", "", "{metadata: {name: n1}, spec: {drivers: []}}");
    assertThatThrownBy(
            () ->
                create(
                    "csinodes.storage.k8s.io", "", "{metadata: {name: n2}, spec: {drivers: []}}"))
        .hasMessageContaining("can only access CSINode with the same name as the requesting node");
    String slice =
        "{metadata: {name: s}, spec: {driver: d.io, nodeName: %s, pool: {name: p, generation: 1,"
            + " resourceSliceCount: 1}}}";
    create("resourceslices.resource.k8s.io", "", slice.formatted("n1"));
    assertThatThrownBy(() -> create("resourceslices.resource.k8s.io", "", slice.formatted("n2")))
        .hasMessageContaining(
            "can only create ResourceSlice with the same NodeName as the requesting node");
  }
}
