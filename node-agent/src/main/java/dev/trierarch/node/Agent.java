package dev.trierarch.node;

import dev.trierarch.node.api.ApiClient;
import dev.trierarch.node.api.Servers;
import dev.trierarch.node.join.Credentials;
import dev.trierarch.node.kubelet.Kubelet;
import dev.trierarch.node.kubelet.Kubelets;
import dev.trierarch.node.kubelet.NodeFacts;
import dev.trierarch.node.probe.HttpRequests;
import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.Runtimes;
import dev.trierarch.node.server.AgentServer;
import dev.trierarch.node.threads.AgentThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the agent together: one node, or many hollow ones. */
final class Agent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
  private static final String USER_AGENT = "kubelet/v1.36.0 (linux) trierarch-node-agent/0.1.0";

  private final AgentOptions options;
  private final AgentThreads threads = new AgentThreads();
  private final InstantSource clock = InstantSource.system();
  private final RandomGenerator random = new Random();
  private final HttpRequests requests = new HttpRequests(threads.http());
  private final List<AutoCloseable> parts = new ArrayList<>();

  Agent(AgentOptions options) {
    this.options = options;
  }

  void start() {
    makeDataDirectory();
    String address =
        options.address != null ? options.address : NodeAddress.facing(options.servers.get(0));
    if (options.hollowNodes > 0) {
      for (int i = 0; i < options.hollowNodes; i++) {
        String name = options.name + "-" + i;
        threads.patient().execute(() -> startHollowNode(name, address));
      }
    } else {
      startNode(options.name, options.data, address);
    }
  }

  private void makeDataDirectory() {
    try {
      Files.createDirectories(options.data);
    } catch (IOException e) {
      throw new AgentFailure(
          "--data %s cannot be made (%s); give a directory that this user may write to"
              .formatted(options.data, e.getMessage()),
          e);
    }
  }

  private void startHollowNode(String name, String address) {
    try {
      startNode(name, options.data.resolve("nodes").resolve(name), address);
    } catch (RuntimeException e) {
      LOG.error("Node {} could not be started: {}", name, e.getMessage());
    }
  }

  private void startNode(String name, Path data, String address) {
    Credentials credentials = credentials(name, data);
    ApiClient api = credentials.connect();
    PodRuntime runtime = Runtimes.open(request(name, data), clock);
    part(runtime);
    runtime.info().limits().forEach(limit -> LOG.info("Limit of this runtime: {}", limit));
    if (options.hollowNodes > 0) {
      // Hollow containers have no logs: hundreds of servers would only cost threads.
      run(kubelet(name, data, address, options.port, api, runtime));
      credentials.keepFresh(api, threads.timer());
      return;
    }
    AgentServer server = AgentServer.bind(address, options.port, threads);
    part(server);
    Kubelet kubelet = kubelet(name, data, address, server.port(), api, runtime);
    run(kubelet);
    List<String> names = List.of(address, name);
    server.start(kubelet, data, () -> credentials.serving(api, names), credentials);
    credentials.keepFresh(api, threads.timer());
    credentials.keepServingFresh(api, names, server::use, threads.timer());
  }

  private void run(Kubelet kubelet) {
    part(kubelet);
    kubelet.start();
  }

  private Kubelet kubelet(
      String name, Path data, String address, int port, ApiClient api, PodRuntime runtime) {
    Kubelets kubelets = new Kubelets(api, runtime, threads, requests, clock, random);
    if (options.isHollow()) {
      return kubelets.hollow(name, address, port, data);
    }
    NodeServices services =
        new NodeServices(api, name, address, options.proxy, threads, clock, random);
    part(services);
    services.start();
    return kubelets.real(name, address, port, data, NodeFacts.ofMachine(data), services::all);
  }

  private Runtimes.Request request(String name, Path data) {
    String kind = options.isHollow() ? "hollow" : options.runtime.name();
    return new Runtimes.Request(
        kind, Optional.ofNullable(options.criSocket), options.images(), data, name);
  }

  private Credentials credentials(String name, Path data) {
    return new Credentials(
        new Credentials.JoinSettings(
            Servers.of(options.servers),
            options.ca,
            options.token(),
            name,
            data.resolve("pki"),
            USER_AGENT),
        threads,
        clock,
        random);
  }

  private synchronized void part(AutoCloseable part) {
    parts.add(part);
  }

  /** Leaves containers running; they are found again at the next start. */
  @Override
  public synchronized void close() {
    for (int i = parts.size() - 1; i >= 0; i--) {
      try {
        parts.get(i).close();
      } catch (Exception e) {
        LOG.warn("A part of the agent did not close cleanly: {}", e.getMessage());
      }
    }
    threads.close();
  }
}
