package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.kubernetes.client.custom.V1Patch;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.util.PatchUtils;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What client libraries do by several requests works as their manuals say. */
@Tag("kubectl")
@ExtendWith(SharedCluster.class)
class ClientLibrariesIT {

  private static final int SECONDS_MAX = 60;
  private static final String TWO_KINDS =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: loaded}
      data: {a: b}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: loaded}
      spec: {podSelector: {}}
      """;
  private final Workspace workspace;

  ClientLibrariesIT(Workspace workspace) {
    this.workspace = workspace;
  }

  @Test
  void aFileOfSeveralKindsIsAppliedReadAndDeletedAsOne() {
    var file = workspace.fabric8().resourceList(TWO_KINDS);
    for (int i = 0; i < 2; i++) {
      assertThat(file.serverSideApply()).extracting(HasMetadata::getKind).hasSize(2);
    }
    assertThat(file.get()).extracting(each -> each.getMetadata().getGeneration()).contains(1L);
    assertThat(file.delete()).hasSize(2);
    assertThat(workspace.fabric8().configMaps().withName("loaded").get()).isNull();
  }

  @Test
  void aKindMayBeSpokenOfByItsNameAlone() {
    var leases = workspace.fabric8().genericKubernetesResources("coordination.k8s.io/v1", "Lease");
    GenericKubernetesResource lease = setHolder(new GenericKubernetesResource(), "me");
    lease.setApiVersion("coordination.k8s.io/v1");
    lease.setKind("Lease");
    lease.setMetadata(new ObjectMetaBuilder().withName("generic").build());
    leases.resource(lease).create();

    leases.withName("generic").edit(each -> setHolder(each, "you"));

    assertThat(leases.list().getItems())
        .filteredOn(each -> each.getMetadata().getName().equals("generic"))
        .extracting(each -> each.<String>get("spec", "holderIdentity"))
        .containsExactly("you");
  }

  private static GenericKubernetesResource setHolder(GenericKubernetesResource lease, String who) {
    lease.setAdditionalProperty("spec", Map.of("holderIdentity", who));
    return lease;
  }

  @Test
  void aLeaderIsFollowedByTheNextWhenItGivesUp() throws Exception {
    Candidate first = new Candidate("first");
    assertThat(first.leads.await(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
    Candidate second = new Candidate("second");
    assertThat(second.leads.getCount()).isEqualTo(1);

    first.election.cancel(true);
    assertThat(first.stopped.await(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();

    assertThat(second.leads.await(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
    assertThat(holder()).isEqualTo("second");
    second.election.cancel(true);
    assertThat(second.stopped.await(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
  }

  private String holder() {
    return workspace.fabric8().leases().withName("leader").get().getSpec().getHolderIdentity();
  }

  /** One who wants to lead, and says when it does. */
  private final class Candidate {
    final CountDownLatch leads = new CountDownLatch(1);
    final CountDownLatch stopped = new CountDownLatch(1);
    final CompletableFuture<?> election;

    Candidate(String name) {
      election =
          workspace
              .fabric8()
              .leaderElector()
              .withConfig(
                  new LeaderElectionConfigBuilder()
                      .withName(name)
                      .withLock(new LeaseLock(workspace.namespace(), "leader", name))
                      .withLeaseDuration(Duration.ofSeconds(SECONDS_MAX))
                      .withRenewDeadline(Duration.ofSeconds(SECONDS_MAX / 2))
                      .withRetryPeriod(Duration.ofMillis(300))
                      .withReleaseOnCancel(true)
                      .withLeaderCallbacks(
                          new LeaderCallbacks(leads::countDown, stopped::countDown, leader -> {}))
                      .build())
              .build()
              .start();
    }
  }

  @Test
  void theOfficialClientPatchesInEachOfFourWays() throws ApiException {
    CoreV1Api core = new CoreV1Api(workspace.official());
    core.createNamespacedConfigMap(
            workspace.namespace(),
            new V1ConfigMap().metadata(new V1ObjectMeta().name("patched")).data(Map.of("a", "0")))
        .execute();

    patch(
        V1Patch.PATCH_FORMAT_JSON_PATCH,
        "[{\"op\":\"replace\",\"path\":\"/data/a\",\"value\":\"1\"}]");
    patch(V1Patch.PATCH_FORMAT_JSON_MERGE_PATCH, "{\"data\":{\"b\":\"2\"}}");
    patch(V1Patch.PATCH_FORMAT_STRATEGIC_MERGE_PATCH, "{\"data\":{\"c\":\"3\"}}");
    V1ConfigMap last =
        patch(
            V1Patch.PATCH_FORMAT_APPLY_YAML,
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: patched}, data: {d: '4'}}");

    assertThat(last.getData()).isEqualTo(Map.of("a", "1", "b", "2", "c", "3", "d", "4"));
  }

  private V1ConfigMap patch(String format, String body) throws ApiException {
    boolean apply = format.equals(V1Patch.PATCH_FORMAT_APPLY_YAML);
    return PatchUtils.patch(
        V1ConfigMap.class,
        () ->
            new CoreV1Api(workspace.official())
                .patchNamespacedConfigMap("patched", workspace.namespace(), new V1Patch(body))
                .fieldManager("official")
                .force(apply ? true : null)
                .buildCall(null),
        format,
        workspace.official());
  }
}
