package dev.trierarch.node.kubelet;

import dev.trierarch.node.api.ApiClient;
import dev.trierarch.node.api.ApiFailure;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the cluster what happened on the node. Events are sent behind the back of the work that
 * they speak of; beyond a bound of waiting ones, and when the API is away, they are dropped.
 */
public class EventRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final int WAITING_EVENTS_MAX = 500;
  private static final int KNOWN_EVENTS_MAX = 2_000;

  private final ApiClient api;
  private final String nodeName;
  private final Executor workers;
  private final InstantSource clock;
  private final Semaphore room = new Semaphore(WAITING_EVENTS_MAX);
  private final Map<String, Sent> sent =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Sent> eldest) {
          return size() > KNOWN_EVENTS_MAX;
        }
      };

  private record Sent(String name, int count) {}

  private record Patch(int count, String lastTimestamp) {}

  public EventRecorder(ApiClient api, String nodeName, Executor workers, InstantSource clock) {
    this.api = api;
    this.nodeName = nodeName;
    this.workers = workers;
    this.clock = clock;
  }

  void normal(Pod pod, Container container, String reason, String message) {
    record(reference(pod, container), "Normal", reason, message, cause(pod));
  }

  public void warning(Pod pod, Container container, String reason, String message) {
    record(reference(pod, container), "Warning", reason, message, cause(pod));
  }

  void node(String nodeUid, String reason, String message) {
    ObjectReference node =
        new ObjectReferenceBuilder()
            .withKind("Node")
            .withApiVersion("v1")
            .withName(nodeName)
            .withUid(nodeUid)
            .build();
    record(node, "Normal", reason, message, null);
  }

  private static String cause(Pod pod) {
    return pod.getMetadata().getResourceVersion();
  }

  private static ObjectReference reference(Pod pod, Container container) {
    return new ObjectReferenceBuilder()
        .withKind("Pod")
        .withApiVersion("v1")
        .withNamespace(Pods.namespace(pod))
        .withName(Pods.name(pod))
        .withUid(Pods.uid(pod))
        .withResourceVersion(pod.getMetadata().getResourceVersion())
        .withFieldPath(container == null ? null : fieldPath(pod, container))
        .build();
  }

  private static String fieldPath(Pod pod, Container container) {
    String name = container.getName();
    String list =
        Pods.isInit(pod, name)
            ? "initContainers"
            : EphemeralContainers.contains(pod, name) ? "ephemeralContainers" : "containers";
    return "spec.%s{%s}".formatted(list, name);
  }

  private void record(
      ObjectReference about, String type, String reason, String message, String cause) {
    if (!room.tryAcquire()) {
      LOG.debug("too many events wait, dropped {} {}", reason, message);
      return;
    }
    Instant now = clock.instant();
    try {
      workers.execute(
          () -> {
            try {
              send(about, type, reason, message, cause, now);
            } finally {
              room.release();
            }
          });
    } catch (RejectedExecutionException e) {
      room.release();
    }
  }

  private void send(
      ObjectReference about,
      String type,
      String reason,
      String message,
      String cause,
      Instant now) {
    String key = String.join("|", about.getUid(), about.getFieldPath(), type, reason, message);
    String namespace = about.getNamespace() == null ? "default" : about.getNamespace();
    String path = "/api/v1/namespaces/" + namespace + "/events";
    Sent known;
    synchronized (sent) {
      known = sent.get(key);
    }
    try {
      if (known == null || !repeat(path, known, now, key, cause)) {
        Event event = event(about, namespace, type, reason, message, now);
        api.create(path, event, Event.class, cause);
        remember(key, new Sent(event.getMetadata().getName(), 1));
      }
    } catch (ApiFailure failure) {
      LOG.debug("event {} {} not recorded: {}", reason, message, failure.getMessage());
    }
  }

  private boolean repeat(String path, Sent known, Instant now, String key, String cause) {
    try {
      Patch patch = new Patch(known.count() + 1, Times.text(now));
      api.mergePatch(path + "/" + known.name(), patch, Event.class, cause);
      remember(key, new Sent(known.name(), known.count() + 1));
      return true;
    } catch (ApiFailure failure) {
      if (failure.isNotFound()) {
        return false;
      }
      throw failure;
    }
  }

  private void remember(String key, Sent event) {
    synchronized (sent) {
      sent.put(key, event);
    }
  }

  private Event event(
      ObjectReference about,
      String namespace,
      String type,
      String reason,
      String message,
      Instant now) {
    long stamp = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    return new EventBuilder()
        .withNewMetadata()
        .withName(about.getName() + "." + Long.toHexString(stamp + System.nanoTime() % 1_000_000))
        .withNamespace(namespace)
        .endMetadata()
        .withInvolvedObject(about)
        .withType(type)
        .withReason(reason)
        .withMessage(message)
        .withNewSource()
        .withComponent("kubelet")
        .withHost(nodeName)
        .endSource()
        .withReportingComponent("kubelet")
        .withReportingInstance(nodeName)
        .withFirstTimestamp(Times.text(now))
        .withLastTimestamp(Times.text(now))
        .withCount(1)
        .build();
  }
}
