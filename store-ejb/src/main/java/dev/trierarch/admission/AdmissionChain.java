package dev.trierarch.admission;

import dev.trierarch.registry.Admission;
import dev.trierarch.registry.AdmissionRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Asks every plugin, one after the other. */
@ApplicationScoped
public class AdmissionChain implements Admission {

  private final List<AdmissionPlugin> plugins;

  /** The chain of all plugins. */
  public AdmissionChain() {
    this(List.of(new NamespaceLifecycle()));
  }

  AdmissionChain(List<AdmissionPlugin> plugins) {
    this.plugins = List.copyOf(plugins);
  }

  @Override
  public void mutate(AdmissionRequest request) {
    plugins.forEach(plugin -> plugin.mutate(request));
  }

  @Override
  public void validate(AdmissionRequest request) {
    plugins.forEach(plugin -> plugin.validate(request));
  }
}
