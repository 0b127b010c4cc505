package dev.trierarch.store.jpa;

import dev.trierarch.settings.Settings;
import dev.trierarch.store.Change;
import dev.trierarch.store.Difference;
import dev.trierarch.store.DifferenceQuery;
import dev.trierarch.store.Freshness;
import dev.trierarch.store.Image;
import dev.trierarch.store.Origin;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoreException;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The store of the running control plane: a {@link LogStore} on the application server's data
 * source, transactions and threads. It opens when it is first used.
 */
@ApplicationScoped
public class JpaStore implements Store {

  private static final Logger LOG = Logger.getLogger(JpaStore.class.getName());

  private Settings settings;
  private InstantSource clock;

  @EJB private Transactions transactions;

  @Resource private ManagedThreadFactory threads;

  private LogStore store;

  /** For the container's proxy. */
  protected JpaStore() {}

  @Inject
  public JpaStore(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @PostConstruct
  void open() {
    DatabaseAddress address = DatabaseAddress.of(settings);
    prepare(address);
    LogDatabase database = new JpaLogDatabase(transactions, address, UUID.randomUUID().toString());
    store = LogStore.open(database, LogStoreSettings.of(settings), clock, threads);
  }

  /** Why it is refused is said at once: the server tells only that the application has failed. */
  private void prepare(DatabaseAddress address) {
    try {
      Schema.migrate(address);
      AuthorityClaim.hold(address, Path.of(settings.pkiDirectory()));
    } catch (StoreException e) {
      LOG.log(Level.SEVERE, "the store cannot be opened: {0}", e.getMessage());
      throw e;
    }
  }

  @PreDestroy
  void close() {
    store.close();
  }

  @Override
  public CompletableFuture<List<Revision>> writeAsync(List<Change> changes, Origin origin) {
    return store.writeAsync(changes, origin);
  }

  @Override
  public List<Revision> write(List<Change> changes, Origin origin) {
    return store.write(changes, origin);
  }

  @Override
  public Image image() {
    return store.image();
  }

  @Override
  public Image current() {
    return store.current();
  }

  @Override
  public Freshness freshness() {
    return store.freshness();
  }

  @Override
  public Image imageAt(long revision) {
    return store.imageAt(revision);
  }

  @Override
  public long oldestRevision() {
    return store.oldestRevision();
  }

  @Override
  public List<Revision> rowsAfter(long revision, int limit) {
    return store.rowsAfter(revision, limit);
  }

  @Override
  public List<Difference> differences(DifferenceQuery query) {
    return store.differences(query);
  }

  @Override
  public Subscription watch(
      String resource, String namespace, long afterRevision, Watcher watcher) {
    return store.watch(resource, namespace, afterRevision, watcher);
  }

  @Override
  public boolean ready() {
    return store.ready();
  }

  void beat() {
    store.beat();
  }

  void compact() {
    store.compact();
  }
}
