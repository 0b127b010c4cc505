package dev.trierarch.catalog.events;

import dev.trierarch.catalog.ResourceType;
import dev.trierarch.catalog.core.EventColumns;
import dev.trierarch.catalog.core.EventStrategy;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.util.List;

/** The kinds of the events group: core's events in a newer shape. */
public final class EventsTypes {

  private EventsTypes() {}

  /** In the order of discovery. */
  public static List<ResourceType> types() {
    return List.of(
        ResourceType.namespaced("events", Event.class)
            .shortNames("ev")
            .strategy(new EventStrategy())
            .storedAs("events", new EventConversion())
            .columns(EventColumns.ALL)
            .build());
  }
}
