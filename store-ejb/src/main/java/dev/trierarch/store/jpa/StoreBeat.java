package dev.trierarch.store.jpa;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Opens the store with the application, and beats for what it does now and then. */
@Singleton
@Startup
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN)
public class StoreBeat {

  private static final Logger LOG = Logger.getLogger(StoreBeat.class.getName());

  private JpaStore store;

  /** For the container. */
  protected StoreBeat() {}

  @Inject
  public StoreBeat(JpaStore store) {
    this.store = store;
  }

  @PostConstruct
  void open() {
    LOG.log(Level.FINE, "the store is at revision {0}", store.image().revision());
  }

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  void beat() {
    store.beat();
  }

  @Schedule(hour = "*", minute = "*", second = "30", persistent = false)
  void compact() {
    store.compact();
  }
}
