package dev.trierarch.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.registry.Cluster;
import dev.trierarch.registry.Trees;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class StorageAdmissionTest {

  private static final String CLAIMS = "persistentvolumeclaims";
  private static final String CLAIM =
      "{metadata: {name: c%s}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage:"
          + " 1Gi}}%s}}";

  private final Cluster cluster = new Cluster();

  private ObjectNode claim(String metadata, String spec) {
    return cluster.create(CLAIMS, "default", CLAIM.formatted(metadata, spec)).object().tree();
  }

  private void storageClass(String name, String rest) {
    cluster.create(
        "storageclasses.storage.k8s.io",
        "",
        "{metadata: {name: %s, annotations: {storageclass.kubernetes.io/is-default-class: 'true'}},"
                .formatted(name)
            + " provisioner: p, %s}".formatted(rest));
  }

  @Test
  void newStorageIsProtectedWhileItIsUsed() {
    assertThat(claim(", finalizers: [example.com/mine]", "").at("/metadata/finalizers"))
        .extracting(each -> each.asString())
        .containsExactly("example.com/mine", "kubernetes.io/pvc-protection");
    ObjectNode volume =
        cluster
            .create(
                "persistentvolumes",
                "",
                "{metadata: {name: v, finalizers: [kubernetes.io/pv-protection]}, spec: {capacity:"
                    + " {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /v}}}")
            .object()
            .tree();
    assertThat(volume.at("/metadata/finalizers")).hasSize(1);
    ObjectNode attributes =
        cluster
            .create(
                "volumeattributesclasses.storage.k8s.io",
                "",
                "{metadata: {name: fast}, driverName: d, parameters: {iops: '9'}}")
            .object()
            .tree();
    assertThat(attributes.at("/metadata/finalizers/0").asString())
        .isEqualTo("kubernetes.io/vac-protection");
  }

  @Test
  void ofTwoDefaultClassesOfOneMomentTheFirstByNameIsTaken() {
    storageClass("b", "allowVolumeExpansion: true");
    storageClass("a", "allowVolumeExpansion: true");
    assertThat(Trees.text(claim("", ""), "spec", "storageClassName")).isEqualTo("a");
  }

  @Test
  void aClaimThatNamesAClassInTheOldWayGetsNoOther() {
    storageClass("a", "allowVolumeExpansion: true");
    ObjectNode claim = claim(", annotations: {volume.beta.kubernetes.io/storage-class: slow}", "");
    assertThat(claim.path("spec").has("storageClassName")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false"})
  void aClaimGrowsWhereItsClassSaysSo(boolean allowed, boolean grows) {
    storageClass("a", "allowVolumeExpansion: " + allowed);
    claim("", "");
    cluster.modify(
        CLAIMS,
        "default",
        "c",
        "status",
        object -> {
          Trees.child(object, "status").put("phase", "Bound");
          return object;
        });

    if (grows) {
      grow();
    } else {
      assertThatThrownBy(this::grow)
          .hasMessage(
              "persistentvolumeclaims \"c\" is forbidden: only dynamically provisioned pvc can be"
                  + " resized and the storageclass that provisions the pvc must support resize");
    }
    assertThat(size()).isEqualTo(grows ? "2Gi" : "1Gi");
  }

  private void grow() {
    cluster.modify(
        CLAIMS,
        "default",
        "c",
        "",
        object -> {
          object.withObject("/spec/resources/requests").put("storage", "2Gi");
          return object;
        });
  }

  private String size() {
    return cluster.get(CLAIMS, "default", "c").at("/spec/resources/requests/storage").asString();
  }
}
