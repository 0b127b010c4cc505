package dev.trierarch.simulation;

import dev.trierarch.catalog.Catalog;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.controller.deployment.DeploymentController;
import dev.trierarch.controller.replicaset.ReplicaSetController;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.registry.Registry;
import dev.trierarch.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/** All controllers, put together by hand as the application server does by injection. */
final class ControlPlane {

  private ControlPlane() {}

  static List<Controller> controllers(
      ClientFactory clients,
      Registry registry,
      Catalog catalog,
      Store store,
      InstantSource clock,
      RandomGenerator random) {
    return List.of(
        new DeploymentController(clients, clock), new ReplicaSetController(clients, clock));
  }
}
