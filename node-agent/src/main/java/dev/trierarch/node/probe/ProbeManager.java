package dev.trierarch.node.probe;

import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.threads.AgentThreads;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Runs the probes of every container on the node, on shared threads. */
public final class ProbeManager implements ContainerProbes {
  private final Prober prober;
  private final Announcer announcer;
  private final Consumer<String> wake;
  private final AgentThreads threads;
  private final InstantSource clock;
  private final RandomGenerator random;

  /** By pod uid, then by container id. */
  private final Map<String, Map<String, ProbedContainer>> pods = new ConcurrentHashMap<>();

  /** Tells the world of a probe that failed. */
  public interface Announcer {
    void unhealthy(Pod pod, Container container, String message);
  }

  /**
   * @param wake is told the uid of a pod whose verdicts changed
   */
  public ProbeManager(
      PodRuntime runtime,
      HttpRequests http,
      Announcer announcer,
      Consumer<String> wake,
      AgentThreads threads,
      InstantSource clock,
      RandomGenerator random) {
    this.prober = new Prober(runtime, http);
    this.announcer = announcer;
    this.wake = wake;
    this.threads = threads;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void watch(Pod pod, String podIp, List<ContainerState> running) {
    String uid = pod.getMetadata().getUid();
    Map<String, ProbedContainer> known = pods.computeIfAbsent(uid, u -> new ConcurrentHashMap<>());
    Set<String> present = new HashSet<>();
    for (ContainerState state : running) {
      Optional<Container> container = container(pod, state.name());
      if (container.isPresent() && ProbedContainer.hasProbes(container.get())) {
        present.add(state.id());
        known.computeIfAbsent(state.id(), id -> begin(pod, container.get(), state, podIp));
      }
    }
    known
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !present.contains(entry.getKey());
              if (gone) {
                entry.getValue().stop();
              }
              return gone;
            });
    if (known.isEmpty()) {
      pods.remove(uid);
    }
  }

  private static Optional<Container> container(Pod pod, String name) {
    return Stream.of(pod.getSpec().getContainers(), pod.getSpec().getInitContainers())
        .flatMap(List::stream)
        .filter(c -> c.getName().equals(name))
        .findFirst();
  }

  private ProbedContainer begin(Pod pod, Container container, ContainerState state, String podIp) {
    ProbedContainer probed =
        new ProbedContainer(
            pod,
            container,
            state,
            podIp,
            wasReady(pod, state),
            new ProbedContainer.Means(prober, announcer, wake, threads, clock, random));
    probed.start();
    return probed;
  }

  // An agent that was started anew must not take a healthy container out of service for a moment.
  private static boolean wasReady(Pod pod, ContainerState state) {
    if (pod.getStatus() == null) {
      return false;
    }
    return Stream.of(
            pod.getStatus().getContainerStatuses(), pod.getStatus().getInitContainerStatuses())
        .flatMap(List::stream)
        .filter(s -> s.getContainerID() != null && s.getContainerID().endsWith("/" + state.id()))
        .map(ContainerStatus::getReady)
        .anyMatch(Boolean.TRUE::equals);
  }

  @Override
  public Map<String, ProbeVerdict> verdicts(String podUid) {
    Map<String, ProbeVerdict> verdicts = new HashMap<>();
    pods.getOrDefault(podUid, Map.of()).forEach((id, probed) -> verdicts.put(id, probed.verdict()));
    return verdicts;
  }

  @Override
  public void forget(String podUid) {
    Map<String, ProbedContainer> known = pods.remove(podUid);
    if (known != null) {
      known.values().forEach(ProbedContainer::stop);
    }
  }
}
