package dev.trierarch.node.kubelet;

import dev.trierarch.node.api.ApiClient;
import dev.trierarch.node.api.ApiFailure;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/** The node's sign of life: a Lease in kube-node-lease that it renews. */
final class NodeLease {
  private static final String PATH =
      "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";
  private static final int DURATION_SECONDS = 40;

  private final ApiClient api;
  private final String nodeName;
  private final Supplier<String> nodeUid;
  private final InstantSource clock;
  private Lease held;

  NodeLease(ApiClient api, String nodeName, Supplier<String> nodeUid, InstantSource clock) {
    this.api = api;
    this.nodeName = nodeName;
    this.nodeUid = nodeUid;
    this.clock = clock;
  }

  synchronized void renew() {
    try {
      if (held == null) {
        held = api.find(path(), Lease.class).orElse(null);
      }
      held =
          held == null
              ? api.create(PATH, fresh(), Lease.class)
              : api.replace(path(), renewed(held), Lease.class, null);
    } catch (ApiFailure failure) {
      if (failure.isConflict() || failure.isNotFound()) {
        // Somebody else wrote or removed it: the next renewal starts from what is there.
        held = null;
      }
      throw failure;
    }
  }

  private Lease fresh() {
    return new LeaseBuilder()
        .withNewMetadata()
        .withName(nodeName)
        .withNamespace("kube-node-lease")
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Node")
                .withName(nodeName)
                .withUid(nodeUid.get())
                .build())
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(nodeName)
        .withLeaseDurationSeconds(DURATION_SECONDS)
        .withRenewTime(now())
        .endSpec()
        .build();
  }

  private Lease renewed(Lease lease) {
    return new LeaseBuilder(lease)
        .editOrNewSpec()
        .withHolderIdentity(nodeName)
        .withLeaseDurationSeconds(DURATION_SECONDS)
        .withRenewTime(now())
        .endSpec()
        .build();
  }

  private ZonedDateTime now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS).atZone(ZoneOffset.UTC);
  }

  private String path() {
    return PATH + "/" + nodeName;
  }
}
