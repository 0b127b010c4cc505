package dev.trierarch.node;

import dev.trierarch.node.api.ApiClient;
import dev.trierarch.node.api.ObjectCache;
import dev.trierarch.node.api.Reflector;
import dev.trierarch.node.proxy.ApiRelay;
import dev.trierarch.node.proxy.Forwarder;
import dev.trierarch.node.proxy.NftablesForwarder;
import dev.trierarch.node.proxy.ServiceProxy;
import dev.trierarch.node.proxy.UserspaceForwarder;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import dev.trierarch.node.threads.AgentThreads;
import dev.trierarch.node.threads.Beats;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node's view of the cluster's Services, and what forwards them. */
final class NodeServices implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeServices.class);
  private static final Duration RELAY_CHECK = Duration.ofSeconds(5);

  private final ApiClient api;
  private final AgentThreads threads;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final ObjectCache<Service> services = new ObjectCache<>(this::changed);
  private final ObjectCache<EndpointSlice> slices = new ObjectCache<>(this::changed);
  private final AtomicBoolean proxyStarted = new AtomicBoolean();
  private final List<Reflector<?>> reflectors = new ArrayList<>();
  private final Optional<ServiceProxy> proxy;
  private final ObjectCache<Node> nodes = new ObjectCache<>(() -> {});
  private final Optional<ApiRelay> apiRelay;

  NodeServices(
      ApiClient api,
      String nodeName,
      String address,
      AgentOptions.ProxyKind kind,
      AgentThreads threads,
      InstantSource clock,
      RandomGenerator random) {
    this.api = api;
    this.threads = threads;
    this.clock = clock;
    this.random = random;
    this.proxy =
        forwarder(kind, api.server(), random)
            .map(f -> new ServiceProxy(services::all, slices::all, nodeName, f));
    this.apiRelay = ApiRelay.to(api.server(), address, this::isOfThisMachine, random);
  }

  private static Optional<Forwarder> forwarder(
      AgentOptions.ProxyKind kind, URI server, RandomGenerator random) {
    return switch (kind) {
      case none -> Optional.empty();
      case nftables -> Optional.of(NftablesForwarder.ofCluster(server));
      case userspace -> Optional.of(new UserspaceForwarder(random));
      case auto ->
          Optional.of(
              NftablesForwarder.isUsable()
                  ? NftablesForwarder.ofCluster(server)
                  : new UserspaceForwarder(random));
    };
  }

  void start() {
    reflect("/api/v1/services", Service.class, services);
    if (proxy.isPresent()) {
      reflect("/apis/discovery.k8s.io/v1/endpointslices", EndpointSlice.class, slices);
    }
    if (apiRelay.isPresent()) {
      reflect("/api/v1/nodes", Node.class, nodes);
      apiRelay.get().listen();
      new Beats(threads, random).every(RELAY_CHECK, apiRelay.get()::listen);
    }
  }

  /** An API server on loopback has no nodes elsewhere: every node's pods are here. */
  private boolean isOfThisMachine(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null
          || nodes.all().stream().anyMatch(node -> isOfPods(node, address.getHostAddress()));
    } catch (SocketException e) {
      LOG.debug("The machine's addresses cannot be read", e);
      return false;
    }
  }

  private static boolean isOfPods(Node node, String address) {
    String range = node.getSpec() == null ? null : node.getSpec().getPodCIDR();
    try {
      return range != null && Ipv4Range.parse(range).contains(address);
    } catch (RuntimeFailure notIpv4) {
      LOG.debug("Node {} is left out", node.getMetadata().getName(), notIpv4);
      return false;
    }
  }

  private <T extends HasMetadata> void reflect(String path, Class<T> type, ObjectCache<T> cache) {
    Reflector<T> reflector =
        new Reflector<>(api, path, type, cache, threads.workers(), threads.timer(), clock, random);
    reflectors.add(reflector);
    reflector.start();
  }

  Collection<Service> all() {
    return services.all();
  }

  private void changed() {
    if (proxy.isEmpty() || !services.isFilled() || !slices.isFilled()) {
      return;
    }
    if (proxyStarted.compareAndSet(false, true)) {
      proxy.get().start();
    } else {
      proxy.get().changed();
    }
  }

  @Override
  public void close() {
    apiRelay.ifPresent(ApiRelay::close);
    reflectors.forEach(Reflector::close);
    proxy.ifPresent(ServiceProxy::close);
  }
}
