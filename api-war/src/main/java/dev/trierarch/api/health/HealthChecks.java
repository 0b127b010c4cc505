package dev.trierarch.api.health;

import dev.trierarch.registry.bootstrap.Bootstrap;
import dev.trierarch.store.Store;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What must be well for the control plane to be of use. */
@ApplicationScoped
public class HealthChecks {

  private static final Logger LOG = Logger.getLogger(HealthChecks.class.getName());

  /** One thing that is looked at. */
  public record Check(String name, BooleanSupplier test) {

    /** A check that breaks has not passed. */
    boolean passes() {
      try {
        return test.getAsBoolean();
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, e, () -> "The health check " + name + " failed");
        return false;
      }
    }
  }

  /** A database that is well is heard many times in this time. */
  private static final Duration DATABASE_AGE_MAX = Duration.ofSeconds(5);

  private static final Check PING = new Check("ping", () -> true);

  private final List<Check> readiness;

  /** For the container's proxy. */
  HealthChecks() {
    this.readiness = List.of();
  }

  @Inject
  public HealthChecks(Store store, Bootstrap bootstrap) {
    this.readiness =
        List.of(
            PING,
            new Check("store", () -> isWell(store)),
            new Check("bootstrap", bootstrap::finished));
  }

  private static boolean isWell(Store store) {
    return store.ready() && store.freshness().age().compareTo(DATABASE_AGE_MAX) <= 0;
  }

  /**
   * The checks of {@code readyz} and {@code healthz}, or the fewer ones of {@code livez}: a control
   * plane whose database is away is alive, and a restart would not help it.
   */
  public List<Check> of(String kind) {
    return kind.equals("livez") ? List.of(PING) : readiness;
  }

  public Optional<Check> byName(String kind, String name) {
    return of(kind).stream().filter(check -> check.name().equals(name)).findFirst();
  }
}
