package dev.trierarch.controller.rootca;

import static dev.trierarch.controller.runtime.Triggers.onChangeOf;

import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.Lister;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Namespaces;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.settings.Settings;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the cluster's CA certificate into every namespace, for pods to know the API by. */
@Dependent
public class RootCaPublisher implements Controller {

  private static final String NAME = "kube-root-ca.crt";
  private static final String DESCRIPTION =
      "Contains a CA bundle that can be used to verify the kube-apiserver when using internal"
          + " endpoints such as the internal service IP or kubernetes.default.svc. No other usage"
          + " is guaranteed across distributions of Kubernetes clusters.";

  private final Client client;
  private final Path certificate;
  private final Lister<Namespace> namespaces;
  private final Lister<ConfigMap> configMaps;

  @Inject
  public RootCaPublisher(ClientFactory clients, Settings settings) {
    this.client = clients.forComponent(name());
    this.certificate = Path.of(settings.pkiDirectory()).resolve("ca.crt");
    this.namespaces = client.lister(Namespace.class);
    this.configMaps = client.lister(ConfigMap.class);
  }

  @Override
  public final String name() {
    return "root-ca-certificate-publisher-controller";
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(
        onChangeOf(Namespace.class), Namespaces.onChangeOfNamed(ConfigMap.class, NAME, namespaces));
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    if (namespaces.get(key).filter(Namespaces::isActive).isPresent()) {
      publish(key.name(), Map.of("ca.crt", certificate()));
    }
    return Outcome.settled();
  }

  private void publish(String namespace, Map<String, String> data) {
    Optional<ConfigMap> existing = configMaps.get(namespace, NAME);
    if (existing.isEmpty()) {
      client.create(
          new ConfigMapBuilder()
              .withNewMetadata()
              .withNamespace(namespace)
              .withName(NAME)
              .addToAnnotations("kubernetes.io/description", DESCRIPTION)
              .endMetadata()
              .withData(data)
              .build());
    } else if (!data.equals(existing.get().getData())) {
      client.update(new ConfigMapBuilder(existing.get()).withData(data).build());
    }
  }

  private String certificate() {
    try {
      return Files.readString(certificate);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "trierarch.pki.directory: the cluster's CA certificate cannot be read: " + certificate,
          e);
    }
  }
}
