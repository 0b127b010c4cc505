package dev.trierarch.controller.serviceaccount;

import static dev.trierarch.controller.runtime.Triggers.onChangeOf;

import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.Lister;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Namespaces;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;

/** Sees to it that every namespace has the service account {@code default}. */
@Dependent
public class ServiceAccountController implements Controller {

  private static final String DEFAULT = "default";

  private final Client client;
  private final Lister<Namespace> namespaces;
  private final Lister<ServiceAccount> accounts;

  @Inject
  public ServiceAccountController(ClientFactory clients) {
    this.client = clients.forComponent(name());
    this.namespaces = client.lister(Namespace.class);
    this.accounts = client.lister(ServiceAccount.class);
  }

  @Override
  public final String name() {
    return "service-account-controller";
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(
        onChangeOf(Namespace.class),
        Namespaces.onChangeOfNamed(ServiceAccount.class, DEFAULT, namespaces));
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    boolean wanted = namespaces.get(key).filter(Namespaces::isActive).isPresent();
    if (wanted && accounts.get(key.name(), DEFAULT).isEmpty()) {
      client.create(
          new ServiceAccountBuilder()
              .withNewMetadata()
              .withNamespace(key.name())
              .withName(DEFAULT)
              .endMetadata()
              .build());
    }
    return Outcome.settled();
  }
}
