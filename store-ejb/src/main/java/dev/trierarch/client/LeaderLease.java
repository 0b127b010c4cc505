package dev.trierarch.client;

import dev.trierarch.registry.ApiException;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * Lets one of several control planes lead: the holder of a Lease renews it, another takes it over
 * when it has not changed for the lease's duration, measured by the taker's own clock. A process
 * that begins takes over at once what its instance held before.
 *
 * <p>Call {@link #hold} more often than the duration, e.g. every third of it. Used by one thread.
 */
public final class LeaderLease {

  private final Client client;
  private final Lister<Lease> leases;
  private final InstantSource clock;
  private final String namespace;
  private final String name;
  private final LeaseHolder holder;
  private final Duration duration;

  private boolean asked;
  private String seenVersion = "";
  private Instant seenAt = Instant.MIN;

  /**
   * @param holder this control plane
   */
  public LeaderLease(
      Client client,
      InstantSource clock,
      String namespace,
      String name,
      LeaseHolder holder,
      Duration duration) {
    this.client = client;
    this.leases = client.lister(Lease.class);
    this.clock = clock;
    this.namespace = namespace;
    this.name = name;
    this.holder = holder;
    this.duration = duration;
  }

  /** Takes or renews the lease if that is possible now. True while this one leads. */
  public boolean hold() {
    try {
      Optional<Lease> found = leases.get(namespace, name);
      boolean begins = !asked;
      asked = true;
      return found.isEmpty() ? create() : renewOrTakeOver(found.get(), begins);
    } catch (ApiException e) {
      if (e.code() == 409) {
        return false; // another one was quicker
      }
      throw e;
    }
  }

  /** Gives the lease up, so that another one need not wait for it to expire. */
  public void release() {
    Optional<Lease> found = leases.get(namespace, name);
    if (found.isPresent() && holds(found.get())) {
      client.modify(
          Lease.class,
          namespace,
          name,
          lease ->
              holds(lease)
                  ? new LeaseBuilder(lease).editSpec().withHolderIdentity("").endSpec().build()
                  : lease);
    }
  }

  private boolean create() {
    client.create(
        new LeaseBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .endMetadata()
            .withNewSpec()
            .withHolderIdentity(holder.identity())
            .withLeaseDurationSeconds((int) duration.toSeconds())
            .withAcquireTime(now())
            .withRenewTime(now())
            .withLeaseTransitions(0)
            .endSpec()
            .build());
    return true;
  }

  private boolean renewOrTakeOver(Lease lease, boolean begins) {
    observe(lease);
    if (holds(lease)) {
      client.update(new LeaseBuilder(lease).editSpec().withRenewTime(now()).endSpec().build());
      return true;
    }
    boolean left = isFree(lease) || (begins && isPredecessors(lease));
    if (!left && clock.instant().isBefore(seenAt.plus(duration))) {
      return false;
    }
    takeOver(lease);
    return true;
  }

  private void takeOver(Lease lease) {
    LeaseSpec spec = lease.getSpec();
    Integer transitions = spec == null ? null : spec.getLeaseTransitions();
    client.update(
        new LeaseBuilder(lease)
            .editOrNewSpec()
            .withHolderIdentity(holder.identity())
            .withLeaseDurationSeconds((int) duration.toSeconds())
            .withAcquireTime(now())
            .withRenewTime(now())
            .withLeaseTransitions((transitions == null ? 0 : transitions) + 1)
            .endSpec()
            .build());
  }

  private void observe(Lease lease) {
    String version = lease.getMetadata().getResourceVersion();
    if (!version.equals(seenVersion)) {
      seenVersion = version;
      seenAt = clock.instant();
    }
  }

  private boolean holds(Lease lease) {
    return holder.identity().equals(heldBy(lease));
  }

  private static boolean isFree(Lease lease) {
    return heldBy(lease).isEmpty();
  }

  /** Says something of what this process finds when it begins only: one that comes later runs. */
  private boolean isPredecessors(Lease lease) {
    return holder.succeeds(heldBy(lease));
  }

  private static String heldBy(Lease lease) {
    LeaseSpec spec = lease.getSpec();
    return spec == null || spec.getHolderIdentity() == null ? "" : spec.getHolderIdentity();
  }

  private ZonedDateTime now() {
    return clock.instant().atZone(ZoneOffset.UTC);
  }
}
