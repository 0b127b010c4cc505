package dev.trierarch.controller.runtime;

import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.HintedLoop;
import dev.trierarch.client.InstanceIdentity;
import dev.trierarch.client.Leadership;
import dev.trierarch.client.RowFeed;
import dev.trierarch.settings.Settings;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs every controller in the application server: an EJB timer is the beat, rows of the log wake
 * the loops between beats, managed threads do the work.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ControllerManager {

  private static final Logger LOG = Logger.getLogger(ControllerManager.class.getName());
  private static final long BEAT_MS = 250;
  private static final int WORKERS_PER_CONTROLLER_MAX = 2;
  private static final Duration STOP_WAIT = Duration.ofSeconds(5);

  @Resource private TimerService timers;
  @Resource private ManagedExecutorService executor;
  @Inject private Store store;
  @Inject private InstantSource clock;
  @Inject private Settings settings;
  @Inject private InstanceIdentity identity;
  @Inject private ClientFactory clients;
  @Inject @Any private Instance<Controller> controllers;

  private final Map<ControllerLoop, HintedLoop> workersByLoop = new LinkedHashMap<>();
  private ControllerSet set;
  private RowFeed feed;
  private Leadership leadership;
  private volatile boolean leads;

  @PostConstruct
  void start() {
    set = new ControllerSet(controllers.stream().toList(), clock);
    for (ControllerLoop loop : set.loops()) {
      workersByLoop.put(
          loop,
          new HintedLoop(loop.name(), executor, WORKERS_PER_CONTROLLER_MAX, loop::runOne, clock));
    }
    feed = new RowFeed(store, set.resources(), this::onRow);
    leadership = new Leadership(clients, settings, clock, "kube-controller-manager", identity);
    timers.createIntervalTimer(0, BEAT_MS, new TimerConfig("controllers", false));
    LOG.info(() -> "controllers: " + workersByLoop.size() + " loops");
  }

  /** What a hint missed, what was delayed and what was cut off is found here. */
  @Timeout
  void beat() {
    try {
      leads = leadership.leads();
      if (!leads) {
        feed.close();
        return;
      }
      feed.ensureRunning();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "controllers: the store cannot be followed yet", e);
    }
    workersByLoop.forEach(
        (loop, workers) -> {
          if (loop.hasWork()) {
            workers.hint();
          }
        });
  }

  @PreDestroy
  void stop() {
    leads = false;
    feed.close();
    for (HintedLoop workers : workersByLoop.values()) {
      try {
        if (!workers.stop(STOP_WAIT)) {
          LOG.warning("controllers: a reconcile did not end within " + STOP_WAIT);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    leadership.release();
  }

  private void onRow(Revision row) {
    set.onRow(row, loop -> workersByLoop.get(loop).hint());
  }
}
