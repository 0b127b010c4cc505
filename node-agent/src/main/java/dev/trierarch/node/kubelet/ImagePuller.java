package dev.trierarch.node.kubelet;

import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.PodRuntime.RegistryCredentials;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Sees to it that a container's image is there, by its pull policy; waits longer after failures.
 */
final class ImagePuller {
  private static final Duration BACKOFF_FIRST = Duration.ofSeconds(10);
  private static final Duration BACKOFF_MAX = Duration.ofMinutes(5);

  private final PodRuntime runtime;
  private final EventRecorder events;
  private final BiFunction<Pod, String, Optional<RegistryCredentials>> credentials;
  private final Executor patient;
  private final InstantSource clock;
  private final Consumer<String> wake;
  private final Map<Key, Pull> pulls = new HashMap<>();

  private record Key(String podUid, String image) {}

  private static final class Pull {
    boolean running;
    boolean reported;
    String imageId;
    RuntimeFailure failure;
    Duration backoff;
    Instant retryAt;
  }

  /** What came of looking for an image. */
  sealed interface Answer {}

  record Ready(String imageId) implements Answer {}

  record Underway() implements Answer {}

  record Failed(Waiting waiting, Instant retryAt) implements Answer {}

  /**
   * @param credentials of the registry for an image, from the pod's pull secrets
   * @param wake is told a pod's uid when a pull of its has ended
   */
  ImagePuller(
      PodRuntime runtime,
      EventRecorder events,
      BiFunction<Pod, String, Optional<RegistryCredentials>> credentials,
      Executor patient,
      InstantSource clock,
      Consumer<String> wake) {
    this.runtime = runtime;
    this.events = events;
    this.credentials = credentials;
    this.patient = patient;
    this.clock = clock;
    this.wake = wake;
  }

  Answer ensure(Pod pod, Container container) {
    String image = container.getImage();
    String policy = policy(container);
    if (!policy.equals("Always")) {
      Optional<String> present = runtime.imageId(image);
      if (present.isPresent()) {
        forget(pod, image);
        events.normal(
            pod,
            container,
            "Pulled",
            "Container image \"%s\" already present on machine and can be accessed by the pod"
                .formatted(image));
        return new Ready(present.get());
      }
      if (policy.equals("Never")) {
        return neverPulled(pod, container);
      }
    }
    return pulled(pod, container);
  }

  private static String policy(Container container) {
    if (container.getImagePullPolicy() != null) {
      return container.getImagePullPolicy();
    }
    return container.getImage().endsWith(":latest") ? "Always" : "IfNotPresent";
  }

  private Answer neverPulled(Pod pod, Container container) {
    String message =
        "Container image \"%s\" is not present with pull policy of Never"
            .formatted(container.getImage());
    events.warning(pod, container, "ErrImageNeverPull", message);
    return new Failed(
        new Waiting("ErrImageNeverPull", message), clock.instant().plus(BACKOFF_FIRST));
  }

  private synchronized Answer pulled(Pod pod, Container container) {
    String image = container.getImage();
    Key key = new Key(Pods.uid(pod), image);
    Pull pull = pulls.computeIfAbsent(key, k -> new Pull());
    if (pull.running) {
      return new Underway();
    }
    if (pull.imageId != null) {
      pulls.remove(key);
      return new Ready(pull.imageId);
    }
    if (pull.failure != null && clock.instant().isBefore(pull.retryAt)) {
      return failed(pod, container, pull);
    }
    begin(pod, container, pull);
    return new Underway();
  }

  private Failed failed(Pod pod, Container container, Pull pull) {
    String message = pull.failure.getMessage();
    if (!pull.reported) {
      pull.reported = true;
      events.warning(pod, container, "Failed", "Error: ErrImagePull");
      return new Failed(
          new Waiting("ErrImagePull", message), clock.instant().plus(Duration.ofSeconds(2)));
    }
    String text = "Back-off pulling image \"%s\"".formatted(container.getImage());
    events.normal(pod, container, "BackOff", text);
    events.warning(pod, container, "Failed", "Error: ImagePullBackOff");
    return new Failed(
        new Waiting("ImagePullBackOff", text + ": ErrImagePull: " + message), pull.retryAt);
  }

  private void begin(Pod pod, Container container, Pull pull) {
    pull.running = true;
    events.normal(
        pod, container, "Pulling", "Pulling image \"%s\"".formatted(container.getImage()));
    patient.execute(() -> pull(pod, container, pull));
  }

  private void pull(Pod pod, Container container, Pull pull) {
    String image = container.getImage();
    Instant begun = clock.instant();
    try {
      String id = runtime.pullImage(image, credentials.apply(pod, image));
      String took = seconds(Duration.between(begun, clock.instant()));
      events.normal(
          pod,
          container,
          "Pulled",
          "Successfully pulled image \"%s\" in %s (%s including waiting)"
              .formatted(image, took, took));
      end(pull, id, null);
    } catch (RuntimeFailure failure) {
      events.warning(
          pod,
          container,
          "Failed",
          "Failed to pull image \"%s\": %s".formatted(image, failure.getMessage()));
      end(pull, null, failure);
    } catch (RuntimeException e) {
      end(pull, null, new RuntimeFailure("ErrImagePull", String.valueOf(e.getMessage()), e));
    } finally {
      wake.accept(Pods.uid(pod));
    }
  }

  private synchronized void end(Pull pull, String imageId, RuntimeFailure failure) {
    pull.running = false;
    pull.reported = false;
    pull.imageId = imageId;
    pull.failure = failure;
    if (failure != null) {
      Duration doubled = pull.backoff == null ? BACKOFF_FIRST : pull.backoff.multipliedBy(2);
      pull.backoff = doubled.compareTo(BACKOFF_MAX) > 0 ? BACKOFF_MAX : doubled;
      pull.retryAt = clock.instant().plus(pull.backoff);
    }
  }

  private static String seconds(Duration duration) {
    long millis = duration.toMillis();
    return millis < 1000 ? millis + "ms" : millis / 1000 + "." + millis % 1000 / 100 + "s";
  }

  private synchronized void forget(Pod pod, String image) {
    pulls.remove(new Key(Pods.uid(pod), image));
  }

  /** The pod is gone. */
  synchronized void forget(String podUid) {
    pulls.keySet().removeIf(key -> key.podUid().equals(podUid));
  }
}
