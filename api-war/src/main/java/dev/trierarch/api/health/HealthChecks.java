package dev.trierarch.api.health;

import dev.trierarch.registry.bootstrap.Bootstrap;
import dev.trierarch.store.Store;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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

  private final List<Check> checks;

  /** For the container's proxy. */
  HealthChecks() {
    this.checks = List.of();
  }

  @Inject
  public HealthChecks(Store store, Bootstrap bootstrap) {
    this.checks =
        List.of(
            new Check("ping", () -> true),
            new Check("store", () -> store.image().revision() > 0),
            new Check("bootstrap", bootstrap::finished));
  }

  public List<Check> all() {
    return checks;
  }

  public Optional<Check> byName(String name) {
    return checks.stream().filter(check -> check.name().equals(name)).findFirst();
  }
}
