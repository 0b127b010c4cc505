package dev.trierarch.node.proxy;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node's forwarding as the Services and endpoint slices say: told that something changed,
 * it reads both anew, plans, and applies the plan when it differs. Changes that come together are
 * applied together; a periodic look repairs what somebody else removed and retries what failed.
 */
public final class ServiceProxy implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceProxy.class);
  private static final Duration REPAIR_INTERVAL = Duration.ofSeconds(30);

  private final Supplier<Collection<Service>> services;
  private final Supplier<Collection<EndpointSlice>> slices;
  private final String nodeName;
  private final Forwarder forwarder;
  private final Thread thread = new Thread(this::run, "service-proxy");
  private final Semaphore changes = new Semaphore(0);
  private List<ServicePort> applied = List.of();

  /**
   * @param services the node's current view of all Services
   * @param slices the node's current view of all endpoint slices
   */
  public ServiceProxy(
      Supplier<Collection<Service>> services,
      Supplier<Collection<EndpointSlice>> slices,
      String nodeName,
      Forwarder forwarder) {
    this.services = services;
    this.slices = slices;
    this.nodeName = nodeName;
    this.forwarder = forwarder;
    thread.setDaemon(true);
  }

  /** Begins to forward; call once both views are filled. */
  public void start() {
    LOG.info("{}", forwarder.description());
    thread.start();
  }

  /** A Service or an endpoint slice has changed. */
  public void changed() {
    changes.release();
  }

  private void run() {
    boolean repair = true;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        apply(repair);
        repair = !changes.tryAcquire(REPAIR_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        changes.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void apply(boolean evenWhenSame) {
    try {
      List<ServicePort> plan = ProxyPlanner.plan(services.get(), slices.get(), nodeName);
      if (evenWhenSame || !plan.equals(applied)) {
        forwarder.forward(plan);
        applied = plan;
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("Cannot forward Services, trying again in {} s", REPAIR_INTERVAL.toSeconds(), e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    forwarder.close();
  }
}
