package dev.trierarch.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Hands the beans their surroundings: the settings, the clock and chance. */
@ApplicationScoped
public class Environment {

  @Produces
  @Singleton
  Settings settings() {
    return SettingsCheck.checked(Settings.fromEnvironment());
  }

  @Produces
  @Singleton
  InstantSource clock() {
    return InstantSource.system();
  }

  /** Uids and generated names come from it: they must not be guessable. */
  @Produces
  @Singleton
  RandomGenerator random() {
    return new SecureRandom();
  }
}
