package dev.trierarch.controller.eventttl;

import static dev.trierarch.controller.runtime.Triggers.onChangeOf;

import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.Lister;
import dev.trierarch.client.model.Times;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.Event;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Forgets events an hour after they were last seen. */
@Dependent
public class EventExpiryController implements Controller {

  static final Duration KEPT = Duration.ofHours(1);

  private final Client client;
  private final InstantSource clock;
  private final Lister<Event> events;

  @Inject
  public EventExpiryController(ClientFactory clients, InstantSource clock) {
    this.client = clients.forComponent(name());
    this.clock = clock;
    this.events = client.lister(Event.class);
  }

  @Override
  public final String name() {
    return "event-expiry-controller";
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(onChangeOf(Event.class));
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    Optional<Event> event = events.get(key);
    if (event.isEmpty()) {
      return Outcome.settled();
    }
    Instant now = clock.instant();
    Instant end = lastSeen(event.get()).plus(KEPT);
    if (end.isAfter(now)) {
      return Outcome.checkAgain(Times.until(end, now));
    }
    client.delete(event.get());
    return Outcome.settled();
  }

  private static Instant lastSeen(Event event) {
    return Stream.of(event.getLastTimestamp(), event.getMetadata().getCreationTimestamp())
        .map(Times::parse)
        .flatMap(Optional::stream)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }
}
