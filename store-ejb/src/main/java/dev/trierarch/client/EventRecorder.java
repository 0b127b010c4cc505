package dev.trierarch.client;

import dev.trierarch.registry.ApiException;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Writes what a component has to tell about objects as Events. The same thing told again counts up
 * the Event that is there; what one object has told about it is limited by an {@link EventBudget}.
 *
 * <p>An Event that cannot be written is logged and dropped: telling must not stop the work.
 */
final class EventRecorder {

  private static final Logger LOG = Logger.getLogger(EventRecorder.class.getName());
  private static final int REMEMBERED_EVENTS_MAX = 4096;

  private record Story(
      String kind,
      String namespace,
      String name,
      String uid,
      String type,
      String reason,
      String message) {}

  private final Client client;
  private final InstantSource clock;
  private final String component;
  private final EventBudget budget;
  private final Map<Story, String> nameByStory =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Story, String> eldest) {
          return size() > REMEMBERED_EVENTS_MAX;
        }
      };

  EventRecorder(Client client, InstantSource clock, String component) {
    this.client = client;
    this.clock = clock;
    this.component = component;
    this.budget = new EventBudget(clock);
  }

  void record(HasMetadata regarding, String type, String reason, String message) {
    ObjectReference about = reference(regarding);
    if (!budget.spend(about.getKind() + "/" + namespaceOf(about) + "/" + about.getName())) {
      return;
    }
    Story story =
        new Story(
            about.getKind(),
            namespaceOf(about),
            about.getName(),
            about.getUid(),
            type,
            reason,
            message);
    try {
      if (!countUp(story)) {
        create(story, about);
      }
    } catch (ApiException e) {
      LOG.log(
          Level.FINE,
          e,
          () -> "event " + reason + " about " + about.getName() + " was not recorded");
    }
  }

  private boolean countUp(Story story) {
    String name = remembered(story);
    if (name == null) {
      return false;
    }
    try {
      String now = now();
      client.modify(
          Event.class,
          story.namespace(),
          name,
          event ->
              new EventBuilder(event)
                  .withCount((event.getCount() == null ? 1 : event.getCount()) + 1)
                  .withLastTimestamp(now)
                  .build());
      return true;
    } catch (ApiException e) {
      if (e.code() == 404) {
        return false; // it expired: tell it anew
      }
      throw e;
    }
  }

  private void create(Story story, ObjectReference about) {
    Instant now = clock.instant();
    String name =
        about.getName()
            + "."
            + Long.toHexString(now.getEpochSecond() * 1_000_000_000L + now.getNano());
    client.create(
        new EventBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(story.namespace())
            .endMetadata()
            .withInvolvedObject(about)
            .withType(story.type())
            .withReason(story.reason())
            .withMessage(story.message())
            .withNewSource()
            .withComponent(component)
            .endSource()
            .withReportingComponent(component)
            .withFirstTimestamp(now())
            .withLastTimestamp(now())
            .withCount(1)
            .build());
    remember(story, name);
  }

  private synchronized String remembered(Story story) {
    return nameByStory.get(story);
  }

  private synchronized void remember(Story story, String name) {
    nameByStory.put(story, name);
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Events about cluster-scoped objects live in the default namespace. */
  private static String namespaceOf(ObjectReference about) {
    String namespace = about.getNamespace();
    return namespace == null || namespace.isEmpty() ? "default" : namespace;
  }

  private static ObjectReference reference(HasMetadata object) {
    ObjectMeta metadata = object.getMetadata();
    return new ObjectReferenceBuilder()
        .withApiVersion(object.getApiVersion())
        .withKind(object.getKind())
        .withNamespace(metadata.getNamespace())
        .withName(metadata.getName())
        .withUid(metadata.getUid())
        .withResourceVersion(metadata.getResourceVersion())
        .build();
  }
}
