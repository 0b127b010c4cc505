package dev.trierarch.api.flow;

import dev.trierarch.api.authz.RequestInfo;
import dev.trierarch.settings.Settings;
import dev.trierarch.store.Image;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchema;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.PriorityLevelConfiguration;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The flow schemas as they stand in the store, read again after one of them or of the levels has
 * changed.
 *
 * <p>Threading: rows come in on the store's thread and only mark what was read as stale; the next
 * request reads.
 */
@ApplicationScoped
public class FlowConfiguration implements Store.Watcher {

  static final String SCHEMAS = "flowschemas.flowcontrol.apiserver.k8s.io";
  static final String LEVELS = "prioritylevelconfigurations.flowcontrol.apiserver.k8s.io";

  private final Store store;
  private final long seats;
  private final Map<String, PriorityLevel> levels = new HashMap<>();
  private List<Store.Subscription> subscriptions = List.of();
  private volatile boolean subscribed;
  private volatile boolean stale = true;
  private volatile FlowSchemas read = new FlowSchemas(List.of(), Map.of());

  /** For the container's proxy. */
  FlowConfiguration() {
    this.store = null;
    this.seats = 0;
  }

  @Inject
  public FlowConfiguration(Store store, Settings settings) {
    this.store = store;
    this.seats = settings.apiSeats();
  }

  FlowSchemas current() {
    if (stale) {
      readAgain();
    }
    return read;
  }

  /** How many objects there are of the kind that a request is about. */
  long stored(RequestInfo info) {
    String group = info.group().isEmpty() ? "" : "." + info.group();
    return store.image().count(info.resource() + group);
  }

  private synchronized void readAgain() {
    if (!subscribed) {
      subscribe();
    }
    if (stale) {
      stale = false; // before reading: what changes meanwhile is read next time
      read = schemas(store.image());
    }
  }

  private void subscribe() {
    stop();
    subscribed = true;
    long revision = store.image().revision();
    subscriptions =
        List.of(
            store.watch(SCHEMAS, null, revision, this), store.watch(LEVELS, null, revision, this));
  }

  private FlowSchemas schemas(Image image) {
    List<PriorityLevelConfiguration> configured =
        image.list(LEVELS).map(stored -> stored.as(PriorityLevelConfiguration.class)).toList();
    Map<String, LevelLimits> limits = SeatShares.divide(configured, seats);
    levels.keySet().retainAll(limits.keySet());
    limits.forEach(this::limit);
    List<FlowSchema> schemas =
        image.list(SCHEMAS).map(stored -> stored.as(FlowSchema.class)).toList();
    return new FlowSchemas(schemas, levels);
  }

  private void limit(String name, LevelLimits limits) {
    PriorityLevel level = levels.get(name);
    if (level == null) {
      levels.put(name, new PriorityLevel(name, limits));
    } else {
      level.limit(limits);
    }
  }

  @PreDestroy
  void stop() {
    subscriptions.forEach(Store.Subscription::close);
    subscriptions = List.of();
  }

  @Override
  public void onRows(List<Revision> rows, long revision) {
    stale = true;
  }

  @Override
  public void onProgress(long revision) {
    // nothing has changed
  }

  @Override
  public void onClosed(String reason) {
    subscribed = false;
    stale = true;
  }
}
