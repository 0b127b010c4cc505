package dev.trierarch.client;

import dev.trierarch.registry.ApiException;
import dev.trierarch.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Whether this control plane is the one whose controllers, or whose scheduler, work now. On a
 * database that only one process can open there is nobody to share with, and no lease is written.
 */
public final class Leadership {

  private static final Logger LOG = Logger.getLogger(Leadership.class.getName());
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration RENEWAL = Duration.ofSeconds(5);
  private static final String NAMESPACE = "kube-system";

  private final String name;
  private final boolean alone;
  private final LeaderLease lease;
  private final InstantSource clock;

  private Instant asked = Instant.MIN;
  private Instant held = Instant.MIN;

  /**
   * @param name of the lease, e.g. {@code kube-scheduler}
   * @param identity of this control plane
   */
  public Leadership(
      ClientFactory clients,
      Settings settings,
      InstantSource clock,
      String name,
      InstanceIdentity identity) {
    this.name = name;
    this.alone = settings.databaseUrl().startsWith("jdbc:sqlite:");
    this.clock = clock;
    this.lease =
        new LeaderLease(
            clients.forComponent(name), clock, NAMESPACE, name, identity.holder(), LEASE);
  }

  /** Takes or renews the lease when it is time to; call it on every beat. */
  public synchronized boolean leads() {
    if (alone) {
      return true;
    }
    Instant now = clock.instant();
    if (asked.equals(Instant.MIN) || !asked.plus(RENEWAL).isAfter(now)) {
      asked = now;
      ask(now);
    }
    // A little less than the lease: the next leader may count from an earlier moment.
    return !held.equals(Instant.MIN) && held.plus(LEASE).minus(RENEWAL).isAfter(clock.instant());
  }

  /** Lets another control plane take over at once. */
  public synchronized void release() {
    if (alone || held.equals(Instant.MIN)) {
      return;
    }
    held = Instant.MIN;
    try {
      lease.release();
    } catch (ApiException e) {
      LOG.log(
          Level.INFO,
          "{0}: the lease runs out by itself: {1}",
          new Object[] {name, e.getMessage()});
    }
  }

  private void ask(Instant now) {
    boolean led = !held.equals(Instant.MIN);
    try {
      held = lease.hold() ? now : Instant.MIN;
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, e, () -> name + ": the lease could not be renewed; trying again");
    }
    if (led == held.equals(Instant.MIN)) {
      LOG.info(() -> name + (led ? ": another control plane leads now" : ": this one leads now"));
    }
  }
}
