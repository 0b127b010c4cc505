package dev.trierarch.registry.bootstrap;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs the {@link Bootstrap} once the application has started, again and again until it succeeds.
 * Not while it starts: a server may hold back the store's transactions until every start-up bean is
 * there.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class BootstrapBeat {

  private static final Logger LOG = Logger.getLogger(BootstrapBeat.class.getName());
  private static final long RETRY_MS = 5_000;

  @Inject private Bootstrap bootstrap;
  @Resource private TimerService timers;

  @PostConstruct
  void start() {
    runIn(0);
  }

  @Timeout
  void run() {
    try {
      int written = bootstrap.run();
      LOG.log(Level.INFO, "bootstrap: {0} objects written", written);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "bootstrap: not finished, tried again in 5 s", e);
      runIn(RETRY_MS);
    }
  }

  private void runIn(long delayMs) {
    timers.createSingleActionTimer(delayMs, new TimerConfig("bootstrap", false));
  }
}
