package dev.trierarch.api.health;

/** A part of the control plane that counts what it does. */
public interface MetricsSource {

  void write(MetricsText out);
}
