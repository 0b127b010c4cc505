package dev.trierarch.admission;

import dev.trierarch.admission.podsecurity.PodSecurity;
import dev.trierarch.registry.Admission;
import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.NameGenerator;
import dev.trierarch.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/** Asks every plugin, one after the other. */
@ApplicationScoped
public class AdmissionChain implements Admission {

  private final List<AdmissionPlugin> plugins;

  /** For the container's proxies. */
  AdmissionChain() {
    plugins = List.of();
  }

  /** The chain of all plugins. */
  @Inject
  public AdmissionChain(Settings settings, InstantSource clock, RandomGenerator random) {
    AddressRange services = AddressRange.parse(settings.serviceCidr());
    plugins =
        List.of(
            new NamespaceLifecycle(),
            new NodeRestriction(),
            new NewNodeTaint(),
            new CertificateRequests(),
            new CertificatePermissions(),
            new ServiceAccounts(new TokenVolume(new NameGenerator(random))),
            new PodPriority(),
            new RuntimeClasses(),
            new LimitRanges(),
            new DefaultTolerationSeconds(),
            new DefaultClasses(),
            new StorageProtection(),
            new ClaimResize(),
            new PodTopologyLabels(),
            new PodSecurity(),
            new ServiceAddresses(new ServiceIps(services, random, clock), new NodePorts(random)),
            new ResourceQuotas());
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
