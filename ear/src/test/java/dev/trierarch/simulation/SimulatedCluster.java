package dev.trierarch.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.admission.AdmissionChain;
import dev.trierarch.catalog.BuiltInCatalog;
import dev.trierarch.catalog.Catalog;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.InProcessClientFactory;
import dev.trierarch.client.RowFeed;
import dev.trierarch.controller.runtime.ControllerLoop;
import dev.trierarch.controller.runtime.ControllerSet;
import dev.trierarch.registry.ApiException;
import dev.trierarch.registry.Caller;
import dev.trierarch.registry.DefaultRegistry;
import dev.trierarch.registry.DeleteOptions;
import dev.trierarch.registry.Registry;
import dev.trierarch.registry.WriteOptions;
import dev.trierarch.scheduler.Scheduler;
import dev.trierarch.settings.Settings;
import dev.trierarch.store.Revision;
import dev.trierarch.store.memory.InMemoryStore;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * A whole control plane with hollow nodes on one thread: who works next, what fails and when time
 * goes on comes from a seed.
 */
final class SimulatedCluster implements AutoCloseable {

  private static final int ROWS_SHOWN_MAX = 60;
  private static final int STEPS_MAX = 200_000;

  /** Held, so that its level stays: faults are wanted here and need no lines. */
  private static final Logger LOG = Logger.getLogger("dev.trierarch");

  private static final Duration TICK = Duration.ofSeconds(1);

  private final Random random;
  private final InMemoryStore store;
  private final FaultyRegistry registry;
  private final ClientFactory clients;
  private final Client user;
  private final Registry door;
  private final Catalog catalog = new BuiltInCatalog();
  private final Settings settings;
  private final List<HollowKubelet> kubelets = new ArrayList<>();
  private final List<Runnable> invariants = new ArrayList<>();

  private Instant now = Instant.parse("2026-01-02T03:04:05Z");
  private final InstantSource clock = this::tick;
  private ControllerSet controllers;
  private Scheduler scheduler;
  private RowFeed feed;
  private int steps;

  SimulatedCluster(long seed, int nodes) {
    LOG.setLevel(Level.SEVERE);
    random = new Random(seed);
    store = new InMemoryStore(clock);
    settings = new Settings(Map.of("trierarch.pki.directory", pki())::get);
    door =
        new DefaultRegistry(
            catalog, store, new AdmissionChain(settings, clock, random), clock, random);
    registry = new FaultyRegistry(door, random);
    clients = new InProcessClientFactory(registry, catalog, store, clock);
    user = new InProcessClientFactory(door, catalog, store, clock).forComponent("user");
    for (String namespace : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
      user.create(
          new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build());
    }
    for (int i = 1; i <= nodes; i++) {
      String name = "n" + i;
      kubelets.add(new HollowKubelet(name, store, clients.forComponent("kubelet-" + name), clock));
    }
    restartControlPlane();
  }

  /** A directory with something in the place of the CA's certificate. */
  private static String pki() {
    try {
      Path directory = Files.createTempDirectory("simulation-pki");
      directory.toFile().deleteOnExit();
      Path certificate = directory.resolve("ca.crt");
      certificate.toFile().deleteOnExit();
      Files.writeString(certificate, "the CA of a simulated cluster");
      return directory.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** No two readings are the same, as with a real clock. */
  private Instant tick() {
    now = now.plusNanos(1000);
    return now;
  }

  /** What a user does: through the door, without faults. */
  Client user() {
    return user;
  }

  /** What {@code kubectl delete --cascade=…} does. */
  void delete(HasMetadata object, DeleteOptions.Propagation propagation) {
    door.delete(
        catalog.ofModel(object.getClass()),
        object.getMetadata().getNamespace(),
        object.getMetadata().getName(),
        new DeleteOptions(null, propagation, null, null),
        WriteOptions.of(Caller.system("user"), 0));
  }

  /** What {@code kubectl drain} does to each pod; false when a budget says no for now. */
  boolean evict(Pod pod) {
    try {
      door.evict(
          pod.getMetadata().getNamespace(),
          pod.getMetadata().getName(),
          DeleteOptions.defaults(),
          WriteOptions.of(Caller.system("user"), 0));
      return true;
    } catch (ApiException e) {
      assertThat(e.code()).isIn(404, 409, 429);
      return false;
    }
  }

  /** The keys of all objects in a namespace. */
  List<String> everythingIn(String namespace) {
    return catalog.types().stream()
        .filter(ResourceType::namespaced)
        .map(ResourceType::groupResource)
        .distinct()
        .flatMap(resource -> store.image().list(resource, namespace))
        .map(object -> object.key().toString())
        .toList();
  }

  HollowKubelet kubelet(int index) {
    return kubelets.get(index);
  }

  FaultyRegistry faults() {
    return registry;
  }

  Random random() {
    return random;
  }

  InMemoryStore store() {
    return store;
  }

  Instant now() {
    return now;
  }

  /** Is checked after every step. */
  void always(Runnable invariant) {
    invariants.add(invariant);
  }

  /** Everything that the control plane keeps in memory is lost. */
  void restartControlPlane() {
    if (feed != null) {
      feed.close();
    }
    controllers =
        new ControllerSet(
            new ControlPlane(clients, registry, catalog, store, settings, clock).controllers(),
            clock);
    scheduler = new Scheduler(store, clients, clock, random);
    Set<String> resources = new HashSet<>(controllers.resources());
    resources.addAll(scheduler.resources());
    feed =
        new RowFeed(
            store,
            resources,
            row -> {
              controllers.onRow(row, loop -> {});
              scheduler.onRow(row);
            });
    feed.ensureRunning();
  }

  /** Lets everybody work, and time pass, until the condition holds. */
  void until(String what, Duration atMost, BooleanSupplier condition) {
    Instant end = now.plus(atMost);
    while (!condition.getAsBoolean()) {
      if (!step()) {
        now = now.plus(TICK);
      }
      if (now.isAfter(end)) {
        throw new AssertionError(
            "not " + what + " within " + atMost + " of simulated time:\n" + state());
      }
      if (++steps > STEPS_MAX) {
        throw new AssertionError(
            "not "
                + what
                + " after "
                + STEPS_MAX
                + " steps, busy "
                + busyLoops()
                + ":\n"
                + state());
      }
    }
  }

  /** Lets everybody work while this much time passes. */
  void during(Duration time) {
    Instant end = now.plus(time);
    until("over", time.plus(TICK), () -> !now.isBefore(end));
  }

  /** One piece of work by somebody chosen at random; false when nobody has any. */
  private boolean step() {
    List<BooleanSupplier> workers =
        new ArrayList<>(
            Stream.concat(
                    controllers.loops().stream().map(loop -> (BooleanSupplier) loop::runOne),
                    kubelets.stream().map(kubelet -> (BooleanSupplier) kubelet::step))
                .toList());
    workers.add(scheduler::scheduleOne);
    Collections.shuffle(workers, random);
    for (BooleanSupplier worker : workers) {
      if (worker.getAsBoolean()) {
        checkInvariants();
        return true;
      }
    }
    return false;
  }

  private void checkInvariants() {
    try {
      invariants.forEach(Runnable::run);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\n" + state(), e);
    }
  }

  /** What happened last, for the message of a failure. */
  private String state() {
    long from = Math.max(store.oldestRevision(), store.image().revision() - ROWS_SHOWN_MAX);
    return store.rowsAfter(from, ROWS_SHOWN_MAX).stream()
        .filter(row -> !row.key().resource().equals("events"))
        .map(SimulatedCluster::shown)
        .collect(Collectors.joining("\n"));
  }

  private static String shown(Revision row) {
    ObjectNode tree = row.object().tree();
    return row.number()
        + " "
        + row.operation()
        + " "
        + row.key()
        + " by "
        + row.origin().actor()
        + " because of "
        + row.origin().cause()
        + " "
        + tree.path("spec").path("replicas")
        + tree.path("metadata").path("deletionTimestamp")
        + tree.path("status");
  }

  private List<String> busyLoops() {
    return controllers.loops().stream()
        .filter(ControllerLoop::hasWork)
        .map(ControllerLoop::name)
        .toList();
  }

  @Override
  public void close() {
    feed.close();
    store.close();
  }
}
