package dev.trierarch.scheduler;

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
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/**
 * Runs the scheduler in the application server: an EJB timer is the beat, rows of the log wake it
 * between beats, one managed thread does the work.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SchedulerManager {

  private static final Logger LOG = Logger.getLogger(SchedulerManager.class.getName());
  private static final long BEAT_MS = 250;
  private static final Duration STOP_WAIT = Duration.ofSeconds(5);

  @Resource private TimerService timers;
  @Resource private ManagedExecutorService executor;
  @Inject private Store store;
  @Inject private ClientFactory clients;
  @Inject private InstantSource clock;
  @Inject private Settings settings;
  @Inject private InstanceIdentity identity;

  private Scheduler scheduler;
  private HintedLoop worker;
  private RowFeed feed;
  private Leadership leadership;
  private volatile boolean leads;

  @PostConstruct
  void start() {
    scheduler = new Scheduler(store, clients, clock, RandomGenerator.getDefault());
    worker =
        new HintedLoop("scheduler", executor, 1, () -> leads && scheduler.scheduleOne(), clock);
    feed = new RowFeed(store, scheduler.resources(), this::onRow);
    leadership = new Leadership(clients, settings, clock, "kube-scheduler", identity);
    timers.createIntervalTimer(0, BEAT_MS, new TimerConfig("scheduler", false));
  }

  /** What a hint missed, what backed off and what was cut off is found here. */
  @Timeout
  void beat() {
    try {
      leads = leadership.leads();
      if (!leads) {
        feed.close();
        return;
      }
      feed.ensureRunning();
      if (scheduler.hasWork()) {
        worker.hint();
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "scheduler: the store cannot be followed yet", e);
    }
  }

  @PreDestroy
  void stop() {
    leads = false;
    feed.close();
    try {
      if (!worker.stop(STOP_WAIT)) {
        LOG.warning("scheduler: a cycle did not end within " + STOP_WAIT);
      }
      leadership.release();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void onRow(Revision row) {
    scheduler.onRow(row);
    if (scheduler.hasWork()) {
      worker.hint();
    }
  }
}
