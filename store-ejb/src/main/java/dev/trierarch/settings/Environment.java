package dev.trierarch.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Hands the beans their surroundings: the settings and the clock. */
@ApplicationScoped
public class Environment {

  @Produces
  @Singleton
  Settings settings() {
    return Settings.fromEnvironment();
  }

  @Produces
  @Singleton
  InstantSource clock() {
    return InstantSource.system();
  }
}
