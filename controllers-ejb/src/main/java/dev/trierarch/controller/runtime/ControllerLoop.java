package dev.trierarch.controller.runtime;

import dev.trierarch.client.Causes;
import dev.trierarch.client.WorkQueue;
import dev.trierarch.registry.ApiException;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Revision;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * The loop around every controller: keeps its queue, reconciles one name at a time, names the
 * cause, retries what failed after a back-off.
 *
 * <p>Safe for all threads; the queue sees to it that a name is with one of them at a time.
 */
public final class ControllerLoop {

  private static final Logger LOG = Logger.getLogger(ControllerLoop.class.getName());
  private static final int CONFLICT = 409;

  private final Controller controller;
  private final WorkQueue queue;
  private final Backoff backoff = new Backoff();
  private final Map<String, List<Trigger>> triggersByResource;

  public ControllerLoop(Controller controller, InstantSource clock) {
    this.controller = controller;
    this.queue = new WorkQueue(clock);
    this.triggersByResource =
        controller.triggers().stream().collect(Collectors.groupingBy(Trigger::groupResource));
  }

  public String name() {
    return controller.name();
  }

  /** The group resources whose rows concern this controller. */
  public Set<String> resources() {
    return triggersByResource.keySet();
  }

  /** Adds the names that a row concerns; whether there were any. */
  public boolean onRow(Revision row) {
    boolean added = false;
    for (Trigger trigger : triggersByResource.getOrDefault(row.key().resource(), List.of())) {
      for (ObjectKey key : trigger.keys().apply(row)) {
        queue.add(key, row.number());
        added = true;
      }
    }
    return added;
  }

  /** Reconciles the next name; false when none waits. */
  public boolean runOne() {
    Optional<WorkQueue.Item> next = queue.take();
    next.ifPresent(this::run);
    return next.isPresent();
  }

  public boolean hasWork() {
    return queue.waitingCount() > 0;
  }

  /** When the earliest delayed name is due. */
  public Optional<Instant> nextDue() {
    return queue.nextDue();
  }

  private void run(WorkQueue.Item item) {
    ObjectKey key = item.key();
    try {
      Causes.during(item.cause(), () -> reconcile(key));
    } catch (RuntimeException e) {
      Duration delay = backoff.afterFailure(key);
      log(key, e, delay);
      queue.addAfter(key, delay);
    } finally {
      queue.done(key);
    }
  }

  private void reconcile(ObjectKey key) {
    Outcome outcome = controller.reconcile(key);
    backoff.succeeded(key);
    outcome.checkAfter().ifPresent(after -> queue.addAfter(key, after));
  }

  /** A conflict is everyday life, a refusal is worth a line, anything else is our own mistake. */
  private void log(ObjectKey key, RuntimeException e, Duration delay) {
    String what = controller.name() + ": " + key + ": " + e.getMessage() + "; again in " + delay;
    if (e instanceof ApiException refused) {
      LOG.log(refused.code() == CONFLICT ? Level.INFO : Level.WARNING, what);
    } else {
      LOG.log(Level.WARNING, what, e);
    }
  }
}
