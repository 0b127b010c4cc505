package dev.trierarch.node.kubelet;

import dev.trierarch.node.kubelet.PodPlan.StartContainer;
import dev.trierarch.node.kubelet.PodSurroundings.Place;
import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.PodRuntime.ContainerSpec;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import dev.trierarch.node.volume.SetupFailure;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Starts one container: image, configuration, creation, start, postStart hook. */
final class ContainerStarter {
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

  private final PodRuntime runtime;
  private final PodSurroundings surroundings;
  private final ImagePuller images;
  private final Hooks hooks;
  private final EventRecorder events;
  private final Executor patient;
  private final InstantSource clock;
  private final Consumer<String> wake;

  ContainerStarter(
      PodRuntime runtime,
      PodSurroundings surroundings,
      ImagePuller images,
      Hooks hooks,
      EventRecorder events,
      Executor patient,
      InstantSource clock,
      Consumer<String> wake) {
    this.runtime = runtime;
    this.surroundings = surroundings;
    this.images = images;
    this.hooks = hooks;
    this.events = events;
    this.patient = patient;
    this.clock = clock;
    this.wake = wake;
  }

  /**
   * @return whether the container was started; if not, the record says what it waits for and when
   *     to try again
   */
  boolean start(PodRecord record, Pod pod, StartContainer action, String sandboxId, Place place) {
    Container container = Pods.container(pod, action.name()).orElseThrow();
    Instant retryAt = record.startRetryAt.get(action.name());
    if (retryAt != null && clock.instant().isBefore(retryAt)) {
      return false;
    }
    ImagePuller.Answer image = images.ensure(pod, container);
    if (image instanceof ImagePuller.Ready ready) {
      return create(record, pod, container, action, ready.imageId(), sandboxId, place);
    }
    if (image instanceof ImagePuller.Failed failed) {
      fail(record, action.name(), failed.waiting(), failed.retryAt());
    }
    // While an image is pulled again, the pod still says why the last attempt failed.
    return false;
  }

  private boolean create(
      PodRecord record,
      Pod pod,
      Container container,
      StartContainer action,
      String imageId,
      String sandboxId,
      Place place) {
    String name = container.getName();
    String failing = "CreateContainerError";
    try {
      ContainerSpec spec = surroundings.container(pod, container, action.attempt(), imageId, place);
      if (!action.replaces().isEmpty()) {
        runtime.removeContainer(action.replaces());
      }
      String id = runtime.createContainer(sandboxId, spec);
      events.normal(pod, container, "Created", "Container created");
      failing = "RunContainerError";
      runtime.startContainer(id);
      events.normal(pod, container, "Started", "Container started");
      record.failures.remove(name);
      record.startRetryAt.remove(name);
      if (action.backoff() != null) {
        record.backoffs.put(name, action.backoff());
      }
      Hooks.postStart(container)
          .ifPresent(hook -> runPostStart(record, pod, container, hook, id, place.podIp()));
      return true;
    } catch (SetupFailure failure) {
      refuse(record, pod, container, failure.reason(), failure.getMessage());
    } catch (RuntimeFailure failure) {
      String reason = failure.reason().isEmpty() ? failing : failure.reason();
      refuse(record, pod, container, reason, failure.getMessage());
    }
    return false;
  }

  private void refuse(
      PodRecord record, Pod pod, Container container, String reason, String message) {
    events.warning(pod, container, "Failed", "Error: " + message);
    fail(
        record,
        container.getName(),
        new Waiting(reason, message),
        clock.instant().plus(AFTER_FAILURE));
  }

  private static void fail(PodRecord record, String name, Waiting waiting, Instant retryAt) {
    record.failures.put(name, waiting);
    record.startRetryAt.put(name, retryAt);
  }

  private void runPostStart(
      PodRecord record,
      Pod pod,
      Container container,
      LifecycleHandler hook,
      String id,
      String podIp) {
    record.hooks.put(id, HookState.RUNNING);
    patient.execute(
        () -> {
          Optional<String> failure = hooks.runPostStart(hook, container, id, podIp);
          if (failure.isPresent()) {
            events.warning(
                pod, container, "FailedPostStartHook", "PostStartHook failed: " + failure.get());
            record.hooks.put(id, HookState.FAILED);
          } else {
            record.hooks.remove(id);
          }
          wake.accept(record.uid);
        });
  }
}
