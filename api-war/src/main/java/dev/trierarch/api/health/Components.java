package dev.trierarch.api.health;

import dev.trierarch.store.KubernetesJson;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoredObject;
import dev.trierarch.store.image.EncodedObject;
import io.fabric8.kubernetes.api.model.ComponentStatus;
import io.fabric8.kubernetes.api.model.ComponentStatusBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * How the parts of the control plane are, under upstream's names for them. The store is asked; who
 * schedules and who controls is known by their leases, and where there are none they are parts of
 * this very process.
 */
@ApplicationScoped
public class Components {

  static final String RESOURCE = "componentstatuses";
  private static final String HEALTHY = "ok";

  private final Store store;
  private final HealthChecks checks;
  private final InstantSource clock;

  /** For the container's proxy. */
  Components() {
    this(null, null, null);
  }

  @Inject
  Components(Store store, HealthChecks checks, InstantSource clock) {
    this.store = store;
    this.checks = checks;
    this.clock = clock;
  }

  /** In the order of their names. */
  List<StoredObject> all() {
    return List.of(
        stored("controller-manager", leader("kube-controller-manager")),
        stored("etcd-0", database()),
        stored("scheduler", leader("kube-scheduler")));
  }

  private String database() {
    boolean well =
        checks.byName("readyz", "store").map(HealthChecks.Check::passes).orElse(Boolean.FALSE);
    return well ? HEALTHY : "the database does not answer: see the log of the control plane";
  }

  private String leader(String lease) {
    return store
        .image()
        .get(new ObjectKey("leases.coordination.k8s.io", "kube-system", lease))
        .map(found -> found.as(Lease.class).getSpec())
        .flatMap(this::complaint)
        .map(why -> "lease kube-system/" + lease + " " + why)
        .orElse(HEALTHY);
  }

  /** Empty while somebody holds the lease and renews it. */
  private Optional<String> complaint(LeaseSpec lease) {
    if (lease.getHolderIdentity() == null || lease.getHolderIdentity().isEmpty()) {
      return Optional.of("is held by nobody");
    }
    boolean renewed =
        lease.getRenewTime() != null
            && lease.getLeaseDurationSeconds() != null
            && clock
                .instant()
                .isBefore(
                    lease.getRenewTime().toInstant().plusSeconds(lease.getLeaseDurationSeconds()));
    return renewed
        ? Optional.empty()
        : Optional.of("was not renewed by " + lease.getHolderIdentity() + " in time");
  }

  private static StoredObject stored(String name, String message) {
    ComponentStatus status =
        new ComponentStatusBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .addNewCondition()
            .withType("Healthy")
            .withStatus(message.equals(HEALTHY) ? "True" : "False")
            .withMessage(message)
            .endCondition()
            .build();
    byte[] json = KubernetesJson.mapper().writeValueAsBytes(status);
    return new EncodedObject(new ObjectKey(RESOURCE, "", name), 0, 0, json);
  }
}
