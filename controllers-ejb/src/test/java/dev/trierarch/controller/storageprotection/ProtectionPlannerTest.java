package dev.trierarch.controller.storageprotection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtectionPlannerTest {

  private static final String OURS = "kubernetes.io/pvc-protection";

  private static ObjectMeta metadata(boolean deleting, String finalizers) {
    return new ObjectMetaBuilder()
        .withName("c")
        .withDeletionTimestamp(deleting ? "2026-01-01T00:00:00Z" : null)
        .withFinalizers(Arrays.stream(finalizers.split(" ")).filter(f -> !f.isEmpty()).toList())
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, other, other kubernetes.io/pvc-protection",
    "false, true, '', kubernetes.io/pvc-protection",
    "false, false, kubernetes.io/pvc-protection, same",
    "true, true, kubernetes.io/pvc-protection, same",
    "true, false, kubernetes.io/pvc-protection other, other",
    "true, false, other, same"
  })
  void whatIsUsedKeepsItsFinalizerAndWhatGoesGetsNone(
      boolean deleting, boolean used, String before, String after) {
    var plan = ProtectionPlanner.finalizers(metadata(deleting, before), OURS, used);

    assertThat(plan.map(finalizers -> String.join(" ", finalizers)).orElse("same"))
        .isEqualTo(after);
  }

  @Test
  void aPlanAppliedLeavesAnEmptyPlan() {
    for (boolean deleting : new boolean[] {true, false}) {
      ObjectMeta before = metadata(deleting, deleting ? OURS : "");
      List<String> after = ProtectionPlanner.finalizers(before, OURS, false).orElseThrow();
      ObjectMeta applied = new ObjectMetaBuilder(before).withFinalizers(after).build();
      assertThat(ProtectionPlanner.finalizers(applied, OURS, false)).isEmpty();
    }
  }

  private static PersistentVolumeClaim claim(String name, String ownerUid) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(name)
        .addNewOwnerReference()
        .withController(true)
        .withUid(ownerUid)
        .endOwnerReference()
        .endMetadata()
        .build();
  }

  private static Pod pod(String node) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("p")
        .withUid("p-1")
        .endMetadata()
        .withNewSpec()
        .withNodeName(node)
        .addNewVolume()
        .withName("data")
        .withNewPersistentVolumeClaim("named", false)
        .endVolume()
        .addNewVolume()
        .withName("scratch")
        .withNewEphemeral()
        .endEphemeral()
        .endVolume()
        .endSpec()
        .build();
  }

  @Test
  void aClaimIsUsedByPodsThatHaveANode() {
    assertThat(ProtectionPlanner.isUsed(claim("named", ""), List.of(pod("n1")))).isTrue();
    assertThat(ProtectionPlanner.isUsed(claim("named", ""), List.of(pod(null)))).isFalse();
    assertThat(ProtectionPlanner.isUsed(claim("other", ""), List.of(pod("n1")))).isFalse();
  }

  @Test
  void aClaimOfAnEphemeralVolumeIsUsedByItsOwnPodUntilThatIsStopped() {
    assertThat(ProtectionPlanner.isUsed(claim("p-scratch", "p-1"), List.of(pod("n1")))).isTrue();
    assertThat(ProtectionPlanner.isUsed(claim("p-scratch", "x"), List.of(pod("n1")))).isFalse();
    Pod stopped =
        new PodBuilder(pod("n1"))
            .editMetadata()
            .withDeletionTimestamp("2026-01-01T00:00:00Z")
            .withDeletionGracePeriodSeconds(0L)
            .endMetadata()
            .build();
    assertThat(ProtectionPlanner.isUsed(claim("p-scratch", "p-1"), List.of(stopped))).isFalse();
    assertThat(ProtectionPlanner.isUsed(claim("named", ""), List.of(stopped))).isTrue();
  }

  @Test
  void aVolumeIsUsedWhileItIsBound() {
    var volume = new PersistentVolumeBuilder().withNewStatus().withPhase("Bound").endStatus();
    assertThat(ProtectionPlanner.isUsed(volume.build())).isTrue();
    assertThat(
            ProtectionPlanner.isUsed(volume.editStatus().withPhase("Released").endStatus().build()))
        .isFalse();
    assertThat(ProtectionPlanner.isUsed(new PersistentVolumeBuilder().build())).isFalse();
  }

  @Test
  void aClaimNamesTheClassItHasHadAndWants() {
    PersistentVolumeClaim claim =
        new PersistentVolumeClaimBuilder()
            .withNewSpec()
            .withVolumeAttributesClassName("asked")
            .endSpec()
            .withNewStatus()
            .withCurrentVolumeAttributesClassName("has")
            .withNewModifyVolumeStatus()
            .withTargetVolumeAttributesClassName("wants")
            .endModifyVolumeStatus()
            .endStatus()
            .build();
    assertThat(ProtectionPlanner.attributesClasses(claim)).containsExactly("asked", "has", "wants");
  }
}
