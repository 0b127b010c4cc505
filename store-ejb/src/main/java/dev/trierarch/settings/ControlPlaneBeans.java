package dev.trierarch.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;

/** Hands the control plane's beans their settings and their clock. */
@ApplicationScoped
public class ControlPlaneBeans {

  @Produces
  @Dependent
  public Settings settings() {
    return Settings.fromEnvironment();
  }

  @Produces
  @Dependent
  public InstantSource clock() {
    return InstantSource.system();
  }
}
