package dev.trierarch.node.kubelet;

import dev.trierarch.node.api.ApiClient;
import dev.trierarch.node.probe.ContainerProbes;
import dev.trierarch.node.probe.HttpRequests;
import dev.trierarch.node.probe.ProbeManager;
import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.threads.AgentThreads;
import dev.trierarch.node.volume.ApiObjects;
import io.fabric8.kubernetes.api.model.Service;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Puts kubelets together: of this machine, or hollow ones. */
public final class Kubelets {
  private static final long LOG_BYTES_MAX = 10L << 20;

  private final ApiClient api;
  private final PodRuntime runtime;
  private final AgentThreads threads;
  private final HttpRequests http;
  private final InstantSource clock;
  private final RandomGenerator random;

  public Kubelets(
      ApiClient api,
      PodRuntime runtime,
      AgentThreads threads,
      HttpRequests http,
      InstantSource clock,
      RandomGenerator random) {
    this.api = api;
    this.runtime = runtime;
    this.threads = threads;
    this.http = http;
    this.clock = clock;
    this.random = random;
  }

  public Kubelet hollow(String name, String address, int port, Path data) {
    return new Kubelet(
        new Kubelet.Settings(
            name, address, name, port, NodeFacts.hollow(name), () -> NodePressure.NONE),
        api,
        runtime,
        new HollowSurroundings(data.resolve("logs")),
        (r, events, wake) -> ContainerProbes.NONE,
        (pod, image) -> Optional.empty(),
        threads,
        http,
        clock,
        random);
  }

  /**
   * @param services the node's view of all Services
   */
  public Kubelet real(
      String name,
      String address,
      int port,
      Path data,
      NodeFacts facts,
      Supplier<Collection<Service>> services) {
    Path logs = data.resolve("logs");
    ApiObjects objects = new ApiObjects(api, clock);
    return new Kubelet(
        new Kubelet.Settings(name, address, name, port, facts, () -> NodePressure.ofMachine(data)),
        api,
        runtime,
        new MachineSurroundings(
            new MachineSurroundings.Machine(name, address, facts, data.resolve("pods"), logs),
            objects,
            services,
            new LogRotation(runtime, logs, LOG_BYTES_MAX, clock)),
        (r, events, wake) ->
            new ProbeManager(
                r,
                http,
                (pod, container, message) -> events.warning(pod, container, "Unhealthy", message),
                wake,
                threads,
                clock,
                random),
        new PullSecrets(objects)::find,
        threads,
        http,
        clock,
        random);
  }
}
