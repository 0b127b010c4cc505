package dev.trierarch.node.kubelet;

import dev.trierarch.node.api.ApiClient;
import dev.trierarch.node.api.ApiFailure;
import dev.trierarch.node.api.Reflector;
import dev.trierarch.node.api.RetryDelay;
import dev.trierarch.node.kubelet.RuntimeView.PodView;
import dev.trierarch.node.probe.ContainerProbes;
import dev.trierarch.node.probe.HttpRequests;
import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.PodRuntime.RegistryCredentials;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import dev.trierarch.node.runtime.PodRuntime.RuntimeInfo;
import dev.trierarch.node.runtime.PodRuntime.SandboxState;
import dev.trierarch.node.threads.AgentThreads;
import dev.trierarch.node.threads.Beats;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node's agent: registers the node, renews its lease, and runs the pods that are bound to it.
 * While the API is away it goes on with what it knows.
 */
public final class Kubelet implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Kubelet.class);
  private static final Duration LEASE_PERIOD = Duration.ofSeconds(10);
  private static final Duration STATUS_PERIOD = Duration.ofSeconds(10);
  private static final Duration RUNTIME_POLL_PERIOD = Duration.ofSeconds(1);
  private static final Duration RESYNC_PERIOD = Duration.ofMinutes(1);
  private static final Duration TIDY_PERIOD = Duration.ofSeconds(10);
  private static final Duration POD_RANGE_POLL = Duration.ofMillis(250);
  private static final int POD_RANGE_TRIES_MAX = 80;

  private final Settings settings;
  private final PodRuntime runtime;
  private final RuntimeInfo runtimeInfo;
  private final PodSurroundings surroundings;
  private final AgentThreads threads;
  private final RandomGenerator random;
  private final Beats beats;
  private final RuntimeView view;
  private final EventRecorder events;
  private final ContainerProbes probes;
  private final ImagePuller images;
  private final NodeReporter reporter;
  private final NodeLease lease;
  private final PodWorkers workers;
  private final PodSync sync;
  private final PodGarbage garbage;
  private final PodAdmission admission;
  private final Reflector<Pod> pods;
  private final Map<String, PodRecord> records = new ConcurrentHashMap<>();
  private final Set<String> orphans = ConcurrentHashMap.newKeySet();
  private volatile boolean listed;
  private volatile boolean closed;
  private volatile Optional<String> runtimeProblem = Optional.empty();
  private volatile Map<String, PodView> lastView = Map.of();

  /**
   * @param address the node's IP address
   * @param port of the agent's server
   * @param pressure what the node is short of
   */
  public record Settings(
      String nodeName,
      String address,
      String hostname,
      int port,
      NodeFacts facts,
      Supplier<NodePressure> pressure) {}

  /** Makes the probes, which record events and wake pods. */
  public interface ProbesFactory {
    ContainerProbes make(PodRuntime runtime, EventRecorder events, Consumer<String> wake);
  }

  public Kubelet(
      Settings settings,
      ApiClient api,
      PodRuntime runtime,
      PodSurroundings surroundings,
      ProbesFactory probesFactory,
      BiFunction<Pod, String, Optional<RegistryCredentials>> credentials,
      AgentThreads threads,
      HttpRequests http,
      InstantSource clock,
      RandomGenerator random) {
    this.settings = settings;
    this.runtime = runtime;
    this.runtimeInfo = runtime.info();
    this.surroundings = surroundings;
    this.threads = threads;
    this.random = random;
    this.beats = new Beats(threads, random);
    this.view = new RuntimeView(runtime);
    this.events = new EventRecorder(api, settings.nodeName(), threads.workers(), clock);
    this.workers = new PodWorkers(this::sync, threads.workers(), threads.timer(), clock);
    this.probes = probesFactory.make(runtime, events, workers::wake);
    this.images =
        new ImagePuller(runtime, events, credentials, threads.patient(), clock, workers::wake);
    this.reporter =
        new NodeReporter(api, settings.nodeName(), NodeLabels.of(settings), this::observe, clock);
    this.lease = new NodeLease(api, settings.nodeName(), reporter::uid, clock);
    this.garbage = new PodGarbage(runtime);
    this.admission = new PodAdmission(settings.facts(), records.values(), view, events);
    Hooks hooks = new Hooks(runtime, http);
    this.sync =
        new PodSync(
            new PodSync.NodeContext(settings.address(), runtimeInfo.name(), reporter::podCidr),
            runtime,
            view,
            surroundings,
            new ContainerStarter(
                runtime,
                surroundings,
                images,
                hooks,
                events,
                threads.patient(),
                clock,
                workers::wake),
            new ContainerStopper(runtime, hooks, events, threads.patient(), clock, workers::wake),
            probes,
            new StatusWriter(api),
            events,
            clock);
    this.pods =
        new Reflector<>(
            api,
            "/api/v1/pods?fieldSelector=spec.nodeName%3D" + settings.nodeName(),
            Pod.class,
            new PodReader(),
            threads.workers(),
            threads.timer(),
            clock,
            random);
  }

  /** Begins; returns at once. */
  public void start() {
    RetryDelay delay = new RetryDelay(Duration.ofMillis(250), Duration.ofSeconds(15), random);
    threads.workers().execute(() -> register(delay));
    beats.every(RUNTIME_POLL_PERIOD, this::pollRuntime);
  }

  private void register(RetryDelay delay) {
    try {
      reporter.register();
      beat(lease::renew);
      LOG.info("Node {} is registered", settings.nodeName());
      events.node(reporter.uid(), "Starting", "Starting kubelet.");
      beats.every(LEASE_PERIOD, () -> beat(lease::renew));
      beats.every(STATUS_PERIOD, () -> beat(reporter::report));
      beats.every(RESYNC_PERIOD, this::resync);
      beats.every(TIDY_PERIOD, this::tidy);
      awaitPodRange(POD_RANGE_TRIES_MAX);
    } catch (ApiFailure failure) {
      Duration pause = delay.next();
      LOG.warn(
          "Node {} cannot be registered yet: {}; trying again in {} ms",
          settings.nodeName(),
          failure.getMessage(),
          pause.toMillis());
      beats.later(pause, () -> register(delay));
    }
  }

  /** Pods need addresses of the node's range, which a controller gives it a moment later. */
  private void awaitPodRange(int triesLeft) {
    if (!runtimeInfo.podNetwork() || !reporter.podCidr().isEmpty() || triesLeft == 0) {
      pods.start();
      return;
    }
    beats.later(
        POD_RANGE_POLL,
        () -> {
          beat(reporter::report);
          awaitPodRange(triesLeft - 1);
        });
  }

  private void beat(Runnable request) {
    try {
      request.run();
    } catch (ApiFailure failure) {
      LOG.warn("Node {}: {}", settings.nodeName(), failure.getMessage());
    }
  }

  private NodeStatusPlanner.Observation observe() {
    return new NodeStatusPlanner.Observation(
        settings.facts(),
        settings.pressure().get(),
        runtimeInfo,
        settings.address(),
        settings.hostname(),
        settings.port(),
        runtimeProblem);
  }

  private void pollRuntime() {
    if (closed) {
      return;
    }
    try {
      lastView = view.tellChanges(lastView, workers::wake);
      runtimeProblem = Optional.empty();
    } catch (RuntimeFailure failure) {
      if (runtimeProblem.isEmpty()) {
        LOG.warn("The container runtime does not answer: {}", failure.getMessage());
      }
      runtimeProblem = Optional.of("container runtime is down: " + failure.getMessage());
    }
  }

  private void resync() {
    records.values().forEach(record -> record.prepared = false);
    Set<String> uids = new HashSet<>(records.keySet());
    uids.addAll(lastView.keySet());
    uids.forEach(workers::wake);
  }

  private void tidy() {
    lastView.forEach(
        (uid, seen) -> {
          PodRecord record = records.get(uid);
          if (record != null) {
            surroundings.tidy(record.pod, seen.containers());
          }
        });
  }

  private void sync(String uid) {
    if (closed) {
      return;
    }
    PodRecord record = records.get(uid);
    if (record == null) {
      if (listed) {
        endOrphan(uid);
      }
      return;
    }
    admission.admit(record);
    PodSync.Result result = sync.sync(record);
    result.wakeAt().ifPresent(when -> workers.wakeAt(uid, when));
    if (result.nothingLeft()) {
      clear(record.pod.getMetadata().getNamespace(), Pods.name(record.pod), uid);
      records.remove(uid, record);
    } else {
      garbage.collect(view.of(uid));
    }
  }

  /** What runs here without a pod in the API was deleted while the agent was away. */
  private void endOrphan(String uid) {
    PodView seen = view.of(uid);
    if (seen.sandboxes().isEmpty() || !orphans.add(uid)) {
      return;
    }
    threads
        .patient()
        .execute(
            () -> {
              try {
                LOG.info("Pod {} is not in the API any more, ending it", uid);
                OrphanEnd.end(runtime, seen);
                SandboxState sandbox = seen.sandboxes().get(0);
                clear(sandbox.namespace(), sandbox.podName(), uid);
              } catch (RuntimeFailure failure) {
                LOG.warn("Pod {} could not be ended: {}", uid, failure.getMessage());
              } finally {
                orphans.remove(uid);
              }
            });
  }

  private void clear(String namespace, String name, String uid) {
    for (SandboxState sandbox : view.of(uid).sandboxes()) {
      runtime.removeSandbox(sandbox.id());
    }
    probes.forget(uid);
    images.forget(uid);
    surroundings.remove(namespace, name, uid);
  }

  /** The pods of this node, as the API last said. */
  public List<Pod> pods() {
    return records.values().stream().map(r -> r.pod).toList();
  }

  public Optional<Pod> pod(String namespace, String name) {
    return records.values().stream()
        .map(r -> r.pod)
        .filter(p -> Pods.name(p).equals(name) && Pods.namespace(p).equals(namespace))
        // A pod that was made anew has the name of one that is still ending.
        .max(Comparator.comparing(p -> p.getMetadata().getCreationTimestamp()));
  }

  public String nodeName() {
    return settings.nodeName();
  }

  public PodRuntime runtime() {
    return runtime;
  }

  @Override
  public void close() {
    closed = true;
    pods.close();
    workers.close();
  }

  private final class PodReader implements Reflector.Reader<Pod> {
    @Override
    public void all(List<Pod> items) {
      Set<String> present = new HashSet<>();
      for (Pod pod : items) {
        present.add(Pods.uid(pod));
        changed(pod);
      }
      records.values().stream().filter(r -> !present.contains(r.uid)).forEach(this::remove);
      listed = true;
      view.last().keySet().forEach(workers::wake);
    }

    @Override
    public void changed(Pod pod) {
      PodRecord record = records.computeIfAbsent(Pods.uid(pod), PodRecord::new);
      record.observe(pod);
      workers.wake(record.uid);
    }

    @Override
    public void gone(Pod pod) {
      PodRecord record = records.get(Pods.uid(pod));
      if (record != null) {
        remove(record);
      }
    }

    private void remove(PodRecord record) {
      record.removed = true;
      workers.wake(record.uid);
    }
  }
}
